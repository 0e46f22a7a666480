using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Host;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

/// <summary>The first command of the README, as a process.</summary>
public sealed class DemoTests
{
    [SkippableFact]
    public async Task One_command_gives_a_sign_in_and_25000_contacts_that_can_be_changed_and_ends_both_on_a_signal()
    {
        var curl = Tool.Require("curl");
        var port = World.FreePort();
        await using var demo = await Demo.StartAsync(port);
        var address = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
        var (_, auth, _) = await Tool.RunAsync(curl, "-s", $"{address}/auth?login_hint=ada@example.com");
        var (_, signIn, _) = await Tool.RunAsync(curl, "-sL", (string)JsonNode.Parse(auth)!["authorization_url"]!);
        var token = (string)JsonNode.Parse(signIn)!["access_token"]!;
        var (exit, csv, _) = await Tool.RunAsync(curl, "-sS", "--fail-with-body", "-H", $"Authorization: Bearer {token}", $"{address}/download");

        Assert.Equal(0, exit);
        Assert.Equal(25_001, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("curl --fail-with-body", demo.Output, StringComparison.Ordinal);

        var edit = demo.Output.Split("curl -d name='New Name' ")[1].Split('\n')[0].Trim();
        var (_, done, _) = await Tool.RunAsync(curl, "-sS", "-d", "name=Somebody Else", edit);
        var (_, changed, _) = await Tool.RunAsync(curl, "-sS", "--fail-with-body", "-H", $"Authorization: Bearer {token}", $"{address}/download");
        Assert.StartsWith("Changed people/c", done, StringComparison.Ordinal);
        Assert.StartsWith("Somebody Else,", changed.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);

        Assert.Equal(0, await demo.StopAsync(IsInterruptIgnored() ? UnixSignal.Terminate : UnixSignal.Interrupt));
        var (refused, _, _) = await Tool.RunAsync(curl, "-s", $"{address}/health/live");
        Assert.Equal(7, refused);
    }

    [SkippableFact]
    public async Task A_taken_port_is_told_with_the_remedy()
    {
        await using var world = await World.StartAsync();
        await using var demo = await Demo.StartAsync(world.Address.Port, isExpectedUp: false);
        Assert.NotEqual(0, await demo.WaitAsync());
        Assert.Contains("--port", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_line_that_is_not_understood_shows_the_usage()
    {
        var (exit, _, errors) = await Tool.RunAsync("dotnet", typeof(DemoHost).Assembly.Location, "--nonsense");
        Assert.Equal(2, exit);
        Assert.Contains("--google-port", errors, StringComparison.Ordinal);
    }

    /// <summary>A shell starts background jobs with SIGINT ignored, and children inherit that: Ctrl+C means nothing to them.</summary>
    private static bool IsInterruptIgnored()
    {
        const ulong Interrupt = 1UL << 1;
        var ignored = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return ignored is not null && (ulong.Parse(ignored[7..].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }

    private sealed class Demo : IAsyncDisposable
    {
        private readonly Process process;
        private readonly System.Text.StringBuilder output = new();

        private Demo(Process process) => this.process = process;

        public string Output
        {
            get
            {
                lock (output)
                {
                    return output.ToString();
                }
            }
        }

        public static async Task<Demo> StartAsync(int port, bool isExpectedUp = true)
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add(typeof(DemoHost).Assembly.Location);
            start.ArgumentList.Add("--port");
            start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
            var demo = new Demo(new Process { StartInfo = start });
            demo.process.OutputDataReceived += demo.Append;
            demo.process.ErrorDataReceived += demo.Append;
            demo.process.Start();
            demo.process.BeginOutputReadLine();
            demo.process.BeginErrorReadLine();
            if (isExpectedUp)
            {
                await Eventually.TrueAsync(() => Task.FromResult(demo.Output.Contains("Ctrl+C ends both", StringComparison.Ordinal)));
            }

            return demo;
        }

        public async Task<int> StopAsync(int signal)
        {
            UnixSignal.Send(process.Id, signal);
            return await WaitAsync();
        }

        public async Task<int> WaitAsync()
        {
            using var limit = new CancellationTokenSource(Patience.Limit);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
            {
                await StopAsync(UnixSignal.Terminate);
            }

            process.Dispose();
        }

        private void Append(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        }
    }
}
