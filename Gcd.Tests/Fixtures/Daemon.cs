using System.Diagnostics;
using System.Globalization;
using Gcd.Sandbox.Host;

namespace Gcd.Tests.Fixtures;

/// <summary>A server that runs as the user of PostgreSQL. It never outlives the process of the tests.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    /// <summary>While a file of this name is in a daemon's own folder, the folder stays.</summary>
    public const string KeepMark = "keep";

    // The signal goes to it when the tests are gone, however they ended: then nobody holds the other end of its input any more.
    // The first line it writes is the daemon's id, the second comes when the daemon has ended by itself.
    private const string RunUntilEndOfInput =
        $$"""
        exec 3<&0
        "$0" "$@" >>"$DAEMON_LOG" 2>&1 </dev/null 3<&- & daemon=$!
        echo $daemon
        (cat <&3 >/dev/null; while kill -$DAEMON_SIGNAL $daemon 2>/dev/null; do sleep 0.1; done; [ -z "$DAEMON_FOLDER" ] || [ -e "$DAEMON_FOLDER/{{KeepMark}}" ] || rm -rf "$DAEMON_FOLDER") &
        wait $daemon
        echo ended
        wait
        """;

    private readonly Process process;
    private readonly int id;

    private Daemon(Process process, int id)
    {
        (this.process, this.id) = (process, id);
        Ended = process.StandardOutput.ReadLineAsync();
    }

    /// <summary>By itself, or by a kill.</summary>
    public Task Ended { get; }

    /// <param name="log">Where its words go, behind what is there.</param>
    /// <param name="signal">What ends it, as `kill` calls it.</param>
    /// <param name="ownFolder">What is deleted when it was ended, or null.</param>
    /// <param name="environment">Settings that have no place in a command line, if any.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<Daemon> StartAsync(string log, string signal, string? ownFolder, IReadOnlyDictionary<string, string>? environment, params string[] command)
    {
        var whole = PostgresServer.AsUser(["sh", "-c", RunUntilEndOfInput, .. command]);
        var start = new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(log)! };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        start.Environment["DAEMON_FOLDER"] = ownFolder;
        start.Environment["DAEMON_LOG"] = log;
        start.Environment["DAEMON_SIGNAL"] = signal;
        var process = Process.Start(start)!;
        return new Daemon(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    /// <summary>SIGKILL to it alone, not to what it has started.</summary>
    public void Kill() => UnixSignal.Send(id, UnixSignal.Kill);

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
