using System.Diagnostics;
using System.Globalization;
using Gcd.Sandbox.Host;
using Gcd.Tests.Kills;
using Npgsql;

namespace Gcd.Tests.Fixtures;

/// <summary>A real PostgreSQL in a temporary folder, reached by a Unix socket there. It never outlives the process of the tests.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "gcd";

    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartAsync(isDurable: false));
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-pg-");
    private readonly bool isDurable;
    private readonly bool isSlow;
    private List<int> frozen = [];
    private Daemon? daemon;

    private PostgresServer(bool isDurable, bool isSlow) => (this.isDurable, this.isSlow) = (isDurable, isSlow);

    /// <summary>Where its socket is: its name as a host.</summary>
    public string Folder => folder.FullName;

    /// <summary>Tables, log and all; whole after a stop.</summary>
    public string DataFolder => Path.Combine(folder.FullName, "data");

    /// <summary>While it is there, the folder stays when the server ends.</summary>
    private string KeepMark => Path.Combine(folder.FullName, Daemon.KeepMark);

    private string Socket => Path.Combine(folder.FullName, ".s.PGSQL.5432");

    private string HiddenSocket => Path.Combine(folder.FullName, "hidden");

    private string Log => Path.Combine(folder.FullName, "log");

    /// <summary>One for all tests of a run that do not stop it; it does not wait for the disk.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <param name="isDurable">Whether commits are flushed to the disk, as in production.</param>
    /// <param name="isSlow">Whether each flush takes longer.</param>
    public static async Task<PostgresServer> StartAsync(bool isDurable, bool isSlow = false)
    {
        var server = new PostgresServer(isDurable, isSlow);
        await server.MakeAsync();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A durable one that follows another by streaming replication.</summary>
    public static async Task<PostgresServer> StartStandbyAsync(PostgresServer primary)
    {
        var server = new PostgresServer(isDurable: true, isSlow: false);
        await GiveAsync(server.Folder);
        await server.FollowAsync(primary);
        return server;
    }

    /// <summary>Comes back as a standby of the primary, with a new copy of everything.</summary>
    public async Task FollowAsync(PostgresServer primary)
    {
        if (Directory.Exists(DataFolder))
        {
            Directory.Delete(DataFolder, recursive: true);
        }

        var (exitCode, output, errors) = await RunAsUserAsync("pg_basebackup", "-h", primary.Folder, "-U", User, "-D", DataFolder, "-R", "-X", "stream", "-c", "fast");
        Assert.True(exitCode == 0, output + errors);
        await StartAgainAsync();
    }

    /// <summary>A standby becomes the primary, as an operator or Patroni makes it one.</summary>
    public async Task PromoteAsync()
    {
        var (exitCode, output, errors) = await RunAsUserAsync("pg_ctl", "promote", "-D", DataFolder, "-w", "-t", "600");
        Assert.True(exitCode == 0, output + errors);
    }

    /// <summary>An empty database of a test's own; how to reach it.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await RunAsync($"CREATE DATABASE {name}");
        return ConnectionTo(name);
    }

    /// <summary>A statement of the operator's, outside of the tests' databases.</summary>
    public async Task RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What the statement gives, as text.</summary>
    public async Task<string?> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo("postgres"));
        await using var command = source.CreateCommand($"SELECT ({sql})::text");
        return await command.ExecuteScalarAsync() as string;
    }

    /// <returns>False when the server refuses it now.</returns>
    public async Task<bool> TryRunAsync(string sql)
    {
        try
        {
            await RunAsync(sql);
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    public async Task StartAgainAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        // After a kill the old server's processes may need a moment to go; a start meanwhile is refused.
        await StartDaemonAsync();
        while (!await AnswersAsync())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience.Limit)
            {
                Assert.Fail(await File.ReadAllTextAsync(Log));
            }

            // One that is still reading its log, or bringing it to a slow disk, needs time and no second start.
            if (daemon!.Ended.IsCompleted)
            {
                await File.WriteAllTextAsync(KeepMark, string.Empty);
                await EndAsync();
                await StartDaemonAsync();
            }

            await Task.Delay(50);
        }
    }

    /// <summary>As a service manager stops it: connections are ended, everything is written.</summary>
    public async Task StopAsync()
    {
        await File.WriteAllTextAsync(KeepMark, string.Empty);
        await RunAsUserAsync("pg_ctl", "stop", "-D", DataFolder, "-m", "fast", "-w");
        await EndAsync();
    }

    /// <summary>SIGKILL to the server's main process; the others notice and end.</summary>
    public async Task KillAsync()
    {
        await File.WriteAllTextAsync(KeepMark, string.Empty);
        if (ServerId() is { } id)
        {
            using var server = Process.GetProcessById(id);
            server.Kill();
        }

        frozen.ForEach(id => UnixSignal.Send(id, UnixSignal.Kill));
        frozen = [];
        await EndAsync();
    }

    public bool IsFrozen => frozen.Count > 0;

    /// <summary>As a machine that is gone: whatever it was sent stays unanswered. Only a kill follows.</summary>
    public void Freeze()
    {
        var server = ServerId()!.Value;
        // First, so that it starts no more processes.
        UnixSignal.Send(server, UnixSignal.Stop);
        frozen = [.. Children(server)];
        frozen.ForEach(id => UnixSignal.Send(id, UnixSignal.Stop));
    }

    /// <summary>As if it did not run; at once, and back at once by <see cref="Show"/>.</summary>
    public void Hide() => File.Move(Socket, HiddenSocket);

    public void Show() => File.Move(HiddenSocket, Socket);

    public async ValueTask DisposeAsync()
    {
        File.Delete(KeepMark);
        await EndAsync();
        // One that a test stopped has left its folder.
        folder.Refresh();
        if (folder.Exists)
        {
            folder.Delete(recursive: true);
        }
    }

    // With more time than operators have reason to give: a busy machine is no database that is away.
    private string ConnectionTo(string database) => $"Host={folder.FullName};Username={User};Timeout=60;Command Timeout=120;Database={database}";

    private async Task MakeAsync()
    {
        await GiveAsync(Folder);
        var (exitCode, output, errors) = await RunAsUserAsync("initdb", "-D", DataFolder, "-A", "trust", "-U", User, "--no-sync", "--no-locale", "-E", "UTF8");
        Assert.True(exitCode == 0, output + errors);
    }

    /// <summary>PostgreSQL refuses to run as root, so what it writes to belongs to its own user.</summary>
    public static async Task GiveAsync(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await Tool.RunAsync(Tool.Require("chown"), "-R", "postgres", folder);
        }
    }

    private async Task StartDaemonAsync()
    {
        File.Delete(KeepMark);
        string[] slowly = isSlow ? SlowDisk.Command() : [];
        string[] server = [Program("postgres"), "-D", DataFolder, "-k", folder.FullName, "-c", "listen_addresses=", "-c", "max_connections=200", "-c", $"fsync={(isDurable ? "on" : "off")}"];
        daemon = await Daemon.StartAsync(Log, "QUIT", folder.FullName, environment: null, [.. slowly, .. server]);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>The main process, from the first line of the file that it keeps.</summary>
    private int? ServerId()
    {
        var file = Path.Combine(DataFolder, "postmaster.pid");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>One process for each connection, and others.</summary>
    private static IEnumerable<int> Children(int server) =>
        File.ReadAllText($"/proc/{server}/task/{server}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private async Task EndAsync()
    {
        await (daemon?.DisposeAsync() ?? ValueTask.CompletedTask);
        daemon = null;
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsUserAsync(string program, params string[] arguments)
    {
        var command = AsUser([Program(program), .. arguments]);
        return Tool.RunAsync(command[0], command[1..]);
    }

    /// <summary>A command that root does not run itself.</summary>
    public static string[] AsUser(params string[] command) =>
        Environment.IsPrivilegedProcess ? [Tool.Require("runuser"), "-u", "postgres", "--", .. command] : [Tool.Require(command[0]), .. command[1..]];

    /// <summary>Debian keeps the server's programs in a folder for each version.</summary>
    public static string Program(string name) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin", name)).FirstOrDefault(File.Exists) ?? Tool.Require(name)
            : Tool.Require(name);
}
