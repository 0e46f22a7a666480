using System.Collections.Concurrent;
using System.Diagnostics;
using Gcd.Sandbox.Host;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

/// <summary>An operator's command as a process.</summary>
internal sealed class CommandUnderTest
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();

    private CommandUnderTest(Process process) => this.process = process;

    public int ExitCode { get; private set; }

    public string Output => string.Join('\n', output);

    public string Errors => string.Join('\n', errors);

    public static CommandUnderTest Start(IReadOnlyDictionary<string, string?> settings, string folder, params string[] arguments) => Start(settings, folder, (_, _) => { }, arguments);

    /// <param name="settings">Environment variables; null takes one away.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="onLine">Gets every line of the output as it is printed.</param>
    /// <param name="arguments">The command.</param>
    public static CommandUnderTest Start(IReadOnlyDictionary<string, string?> settings, string folder, Action<CommandUnderTest, string> onLine, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [GcdProcess.AssemblyPath, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var command = new CommandUnderTest(new Process { StartInfo = start });
        command.process.OutputDataReceived += (_, line) =>
        {
            onLine(command, line.Data ?? string.Empty);
            Keep(command.output, line.Data);
        };
        command.process.ErrorDataReceived += (_, line) => Keep(command.errors, line.Data);
        command.process.Start();
        command.process.BeginOutputReadLine();
        command.process.BeginErrorReadLine();
        return command;
    }

    public void Stop() => UnixSignal.Send(process.Id, UnixSignal.Terminate);

    public async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await process.WaitForExitAsync(limit.Token);
        ExitCode = process.ExitCode;
        process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
