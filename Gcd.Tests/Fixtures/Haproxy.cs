using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gcd.Tests.Fixtures;

/// <summary>A real HAProxy on loopback, with a whole file of configuration.</summary>
internal sealed class Haproxy : IAsyncDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-haproxy-");
    private readonly ConcurrentQueue<string> lines = new();

    private Haproxy(string program, Uri address, string configuration)
    {
        Address = address;
        var file = Path.Combine(folder.FullName, "haproxy.cfg");
        File.WriteAllText(file, configuration);
        // In the foreground.
        process = new Process { StartInfo = new ProcessStartInfo(program, ["-db", "-f", file]) { RedirectStandardOutput = true, RedirectStandardError = true } };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>What it has told so far, where the configuration has its log go to its output.</summary>
    public string Log => string.Join('\n', lines);

    /// <param name="address">Where it listens for what the test asks.</param>
    /// <param name="configuration">All of it.</param>
    public static async Task<Haproxy> StartAsync(Uri address, string configuration)
    {
        var haproxy = new Haproxy(Tool.Require("haproxy"), address, configuration);
        await Listening.UntilAsync(haproxy.process, address.Port, () => haproxy.Log);
        return haproxy;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
