using System.Net;
using System.Net.Sockets;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Sandbox.Host;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

/// <summary>The end of the real process: not ready, then no new connections, then what runs, then exit code 0.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task Told_to_stop_it_is_not_ready_at_once_and_answers_as_before_while_it_drains()
    {
        await using var gcd = await StartAsync(drain: 600);
        var token = await gcd.SignInAsync();
        gcd.Process.Signal(UnixSignal.Terminate);
        await Eventually.TrueAsync(async () => (await GetAsync(gcd, "/health/ready")).Status == HttpStatusCode.ServiceUnavailable);

        var (ready, why) = await GetAsync(gcd, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        Assert.Contains("draining", why, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(gcd, "/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(gcd, "/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(gcd, "/")).Status);
        Assert.Equal(HttpStatusCode.OK, await gcd.World.StatusAsync("/download", token));
        Assert.Equal(HttpStatusCode.OK, await gcd.World.MeAsync(await gcd.SignInAsync()));
        using (var reply = await gcd.World.Http.GetAsync("/health/live"))
        {
            // So that a proxy opens its next connection elsewhere.
            Assert.True(reply.Headers.ConnectionClose);
        }

        Assert.False(gcd.Process.HasExited);
        await Eventually.TrueAsync(() => Task.FromResult(gcd.World.Output.Contains("\"event\":\"Draining\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_second_signal_ends_the_drain()
    {
        await using var gcd = await StartAsync(drain: 600);
        gcd.Process.Signal(UnixSignal.Terminate);
        await Eventually.TrueAsync(async () => (await GetAsync(gcd, "/health/ready")).Status == HttpStatusCode.ServiceUnavailable);
        gcd.Process.Signal(UnixSignal.Terminate);
        await GcdUnderTest.EndAsync(gcd.Process);

        Assert.Equal(0, gcd.Process.ExitCode);
    }

    [Fact]
    public async Task A_download_that_runs_is_finished_while_nobody_new_is_let_in_and_the_exit_code_is_0()
    {
        await using var gcd = await StartAsync(drain: 0);
        using var download = await gcd.BeginDownloadAsync();
        gcd.Process.Signal(UnixSignal.Terminate);
        await NobodyIsLetInAsync(gcd);
        gcd.Gate.SetResult();

        var file = await download.Content.ReadAsStringAsync();

        Assert.Equal(4, file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await GcdUnderTest.EndAsync(gcd.Process);
        Assert.Equal(0, gcd.Process.ExitCode);
    }

    [Fact]
    public async Task A_download_that_does_not_end_in_time_is_broken_off_as_broken_and_the_exit_code_is_0()
    {
        await using var gcd = await StartAsync(drain: 0, shutdown: 1);
        using var download = await gcd.BeginDownloadAsync();
        gcd.Process.Signal(UnixSignal.Terminate);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => download.Content.ReadAsStringAsync());

        await GcdUnderTest.EndAsync(gcd.Process);
        Assert.Equal(0, gcd.Process.ExitCode);
        Assert.Contains("\"event\":\"DownloadAbandoned\"", gcd.World.Output, StringComparison.Ordinal);
        Assert.Contains("\"end\":\"broken off\"", gcd.World.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_signal_breaks_off_what_runs()
    {
        await using var gcd = await StartAsync(drain: 0, shutdown: 3600);
        using var download = await gcd.BeginDownloadAsync();
        gcd.Process.Signal(UnixSignal.Terminate);
        await NobodyIsLetInAsync(gcd);
        gcd.Process.Signal(UnixSignal.Terminate);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => download.Content.ReadAsStringAsync());

        await GcdUnderTest.EndAsync(gcd.Process);
        Assert.Equal(0, gcd.Process.ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Half_a_request_does_not_hold_the_stop_for_longer_than_headers_may_take(bool isAtTheMetricsPort)
    {
        var metrics = World.FreePort();
        await using var gcd = await StartAsync(drain: 0, shutdown: 3600, ("METRICS_PORT", metrics.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", isAtTheMetricsPort ? metrics : gcd.World.Address.Port);
        await socket.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: localh"u8.ToArray());
        gcd.Process.Signal(UnixSignal.Terminate);

        await GcdUnderTest.EndAsync(gcd.Process);

        Assert.Equal(0, gcd.Process.ExitCode);
    }

    private static async Task<Running> StartAsync(int drain, int shutdown = 600, params (string Name, string Value)[] extra)
    {
        var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["DRAIN_SECONDS"] = drain.ToString(System.Globalization.CultureInfo.InvariantCulture);
        gcd.Settings["SHUTDOWN_SECONDS"] = shutdown.ToString(System.Globalization.CultureInfo.InvariantCulture);
        gcd.Settings["PAGE_SIZE"] = "1";
        foreach (var (name, value) in extra)
        {
            gcd.Settings[name] = value;
        }

        return new Running(gcd, await gcd.StartAsync());
    }

    /// <summary>Over a connection of its own, as a load balancer's health check comes in.</summary>
    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(Running gcd, string path)
    {
        using var client = new HttpClient { BaseAddress = gcd.World.Address, Timeout = Patience.Limit };
        using var reply = await client.GetAsync(path);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    private static Task NobodyIsLetInAsync(Running gcd) => Eventually.TrueAsync(async () =>
    {
        try
        {
            await GetAsync(gcd, "/health/live");
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    });

    private sealed record Running(GcdUnderTest World, GcdProcess Process) : IAsyncDisposable
    {
        // On a slow machine a test may hold the page for longer than Gcd waits for one try.
        private const int AllTries = 4;

        public TaskCompletionSource Gate { get; } = new();

        public Task<string> SignInAsync() => World.SignInAsync();

        /// <summary>A download whose first page has come, and whose second one waits for the gate.</summary>
        public async Task<HttpResponseMessage> BeginDownloadAsync()
        {
            var token = await SignInAsync();
            World.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1, Until = Gate.Task, Times = AllTries });
            using var request = new HttpRequestMessage(HttpMethod.Get, "/download") { Headers = { Authorization = new("Bearer", token) } };
            return await World.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }

        public async ValueTask DisposeAsync()
        {
            if (!Process.HasExited)
            {
                Process.Kill();
            }

            Gate.TrySetResult();
            await World.DisposeAsync();
        }
    }
}
