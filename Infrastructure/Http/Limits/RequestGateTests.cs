using System.Net;
using Gcd.Infrastructure.Downloads;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Gcd.Infrastructure.Http.Limits;

public sealed class RequestGateTests
{
    [Fact]
    public async Task Above_the_limit_a_request_is_refused_with_retry_after_and_health_checks_still_answer()
    {
        await using var world = await World.StartAsync(("LIMIT_REQUESTS", "1"));
        var token = await SignInAsync(world);
        var held = await HeldSignIn.BeginAsync(world);

        using var refused = await world.GetAsync("/me", token);
        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The service has too much to do");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 2, 5);
        foreach (var path in new[] { "/health", "/health/ready", "/health/live", "/metrics" })
        {
            using var watched = await world.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, watched.StatusCode);
        }

        await held.FinishAsync();
        using var later = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task One_route_takes_half_of_the_places_at_most()
    {
        await using var world = await World.StartAsync(("LIMIT_REQUESTS", "2"));
        var token = await SignInAsync(world);
        var held = await HeldSignIn.BeginAsync(world);

        var callback = await world.ConsentAsync(world.NewAccount());
        await UnderWayAsync(world, 1);
        using var refused = await world.FinishAsync(callback);
        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The service has too much to do");
        using var me = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);

        await held.FinishAsync();
    }

    [Fact]
    public async Task However_many_are_refused_the_log_gets_one_line_in_ten_seconds()
    {
        await using var world = await World.StartAsync(("LIMIT_REQUESTS", "1"), ("Logging:LogLevel:Default", "Debug"));
        var token = await SignInAsync(world);
        await RefuseAsync(times: 5);
        await RefuseAsync(times: 1);

        Assert.Equal(["5", "1"], world.Logs.Lines.Where(line => line.Contains("Overloaded", StringComparison.Ordinal)).Select(line => line.Split("ten seconds: ")[1].Split('.')[0]));
        await Eventually.TrueAsync(() => world.Logs.Lines.Count(line => line.StartsWith("Debug", StringComparison.Ordinal) && line.Contains("RequestFinished: GET /me 503", StringComparison.Ordinal)) == 6);

        async Task RefuseAsync(int times)
        {
            var told = CountTold();
            var held = await HeldSignIn.BeginAsync(world);
            for (var number = 0; number < times; number++)
            {
                using var refused = await world.GetAsync("/me", token);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            }

            await held.FinishAsync();
            world.Time.RunOut(TimeSpan.FromSeconds(10));
            await Eventually.TrueAsync(() => CountTold() > told);
        }

        int CountTold() => world.Logs.Lines.Count(line => line.Contains("Overloaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_download_that_has_its_place_and_a_body_that_is_slow_to_come_keep_nobody_out()
    {
        await using var world = await World.StartAsync(("LIMIT_REQUESTS", "1"));
        var account = world.NewAccount();
        var token = await SignInAsync(world, account);
        await using var download = await HeldDownloadsForTests.StartAsync(world, account, token, count: 1);
        var body = new SlowContent();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tokens") { Content = body, Headers = { Authorization = new("Bearer", token) } };
        var slow = world.Client.SendAsync(request);
        await body.Begun;
        await UnderWayAsync(world, 0);

        using var me = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);

        body.End();
        using var made = await slow;
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.All(await download.EndAsync(), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    private static async Task<string> SignInAsync(World world, SimulatedAccount? account = null)
    {
        var callback = await world.ConsentAsync(account ?? world.NewAccount());
        await UnderWayAsync(world, 0);
        using var reply = await world.FinishAsync(callback);
        await UnderWayAsync(world, 0);
        return (string)(await reply.ReadJsonAsync())["access_token"]!;
    }

    /// <summary>Those before have left their places, which they do a moment after the reply.</summary>
    private static Task UnderWayAsync(World world, int requests) => Eventually.TrueAsync(() => world.Services.GetRequiredService<RequestGate>().UnderWay == requests);

    /// <summary>A sign-in that waits for Google's answer to the exchange of its code.</summary>
    private sealed class HeldSignIn(World world, TaskCompletionSource answer, Task<HttpResponseMessage> reply)
    {
        public static async Task<HeldSignIn> BeginAsync(World world)
        {
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var exchange = new Fault { Operation = GoogleOperation.Exchange, Until = answer.Task };
            world.Google.Faults.Add(exchange);
            var callback = await world.ConsentAsync(world.NewAccount());
            await UnderWayAsync(world, 0);
            var reply = world.FinishAsync(callback);
            await Eventually.TrueAsync(() => exchange.Times == 0);
            return new HeldSignIn(world, answer, reply);
        }

        public async Task FinishAsync()
        {
            answer.SetResult();
            using var finished = await reply;
            Assert.Equal(HttpStatusCode.OK, finished.StatusCode);
            await UnderWayAsync(world, 0);
        }
    }

    /// <summary>A JSON object whose end comes when it is told.</summary>
    private sealed class SlowContent : HttpContent
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowContent() => Headers.ContentType = new("application/json");

        public Task Begun => begun.Task;

        public void End() => end.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("{"u8.ToArray());
            await stream.FlushAsync();
            begun.SetResult();
            await end.Task;
            await stream.WriteAsync("}"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
