using System.Diagnostics;
using System.Reflection;

namespace Gcd.Sandbox.Host;

/// <summary>The real Gcd as a process of its own, set up by its settings alone.</summary>
internal sealed class GcdProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GcdProcess(Process process) => this.process = process;

    /// <summary>Until it says where it listens, as it does unless its log is set to less, or has ended.</summary>
    public Task Listening => listening.Task;

    /// <summary>How long it may take to stop before it is killed; a person at the demo waits for it.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(35);

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Gcd.dll as it was built along with this project.</summary>
    public static string AssemblyPath =>
        Path.GetFullPath(typeof(GcdProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "GcdAssembly").Value!);

    /// <param name="settings">Environment variables; null takes one away.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="onLine">Gets every line that Gcd prints.</param>
    /// <param name="command">What starts Gcd; null for dotnet and <see cref="AssemblyPath"/>. It must become Gcd, not start it.</param>
    public static GcdProcess Start(IReadOnlyDictionary<string, string?> settings, string folder, Action<string> onLine, IReadOnlyList<string>? command = null)
    {
        command ??= ["dotnet", AssemblyPath];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var gcd = new GcdProcess(process);
        process.OutputDataReceived += (_, line) => gcd.Pass(line.Data, onLine);
        process.ErrorDataReceived += (_, line) => gcd.Pass(line.Data, onLine);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return gcd;
    }

    public Task WaitForExitAsync(CancellationToken ct) => process.WaitForExitAsync(ct);

    /// <summary>SIGKILL: no time for anything.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    /// <summary>Sends a signal, and does not wait for what comes of it.</summary>
    /// <param name="signal">One of <see cref="UnixSignal"/>.</param>
    public void Signal(int signal) => UnixSignal.Send(process.Id, signal);

    /// <summary>SIGTERM, and SIGKILL when that does not end it.</summary>
    public async Task StopAsync()
    {
        if (process.HasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            Signal(UnixSignal.Terminate);
        }

        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
    }

    private void Pass(string? line, Action<string> onLine)
    {
        if (line is not null)
        {
            onLine(line);
        }

        if (line?.Contains("Now listening on", StringComparison.Ordinal) != false)
        {
            listening.TrySetResult();
        }
    }
}
