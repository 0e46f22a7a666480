using System.Net;
using System.Net.Sockets;
using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.SignIn;

public sealed class SignInLimitTests
{
    [Fact]
    public async Task Thirty_sign_ins_a_minute_may_begin_at_one_address_and_the_next_is_429()
    {
        await using var world = await World.StartAsync(("LIMIT_SIGN_INS", ""));
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "192.0.2.1", "/auth"));
        }

        using var refused = await world.GetFromAsync("192.0.2.1", "/auth");
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Too many sign-ins");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("no-store", refused.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "192.0.2.2", "/auth"));
    }

    [Fact]
    public async Task Head_counts_like_get_and_a_browser_gets_a_page()
    {
        await using var world = await World.StartAsync(("LIMIT_SIGN_INS", "1"));
        using var head = await world.SendAsync(HttpMethod.Head, "/auth");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        using var page = await world.GetAsync("/auth", accept: "text/html");
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(page.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_flood_on_auth_keeps_nobody_from_finishing_a_sign_in()
    {
        await using var world = await World.StartAsync(("LIMIT_SIGN_INS", "2"));
        var account = world.NewAccount();
        var callback = await world.ConsentAsync(account);
        var other = await world.ConsentAsync(account);
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(world, "127.0.0.1", "/auth"));

        using var finished = await world.FinishAsync(callback);
        Assert.Equal(HttpStatusCode.OK, finished.StatusCode);
        using var posted = await world.Client.PostAsync("/oauth2callback", new FormUrlEncodedContent([new("code", "a"), new("state", "b")]));
        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);

        // The callback is limited too, by GET and POST together, and a refused one uses nothing up.
        using (var refused = await world.FinishAsync(other))
        {
            await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Too many sign-ins");
        }

        await world.RestartAsync();
        using var later = await world.FinishAsync(other);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task An_ipv6_network_of_64_bits_counts_as_one_address_and_a_mapped_ipv4_address_as_itself()
    {
        await using var world = await World.StartAsync(("LIMIT_SIGN_INS", "1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "2001:db8:1:2::1", "/auth"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(world, "[2001:db8:1:2:aaaa:bbbb:cccc:dddd]:4711", "/auth"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "2001:db8:1:3::1", "/auth"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "::ffff:192.0.2.1", "/auth"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(world, "192.0.2.1:80", "/auth"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "::ffff:192.0.2.2", "/auth"));
    }

    [Fact]
    public async Task Several_trusted_proxies_in_a_row_lead_to_the_client_and_no_further()
    {
        await using var world = await World.StartAsync(("LIMIT_SIGN_INS", "1"), ("TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8,::1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "198.51.100.1, 192.0.2.1, 10.0.0.7", "/auth"));
        // What the client itself wrote is further left, and not believed.
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(world, "198.51.100.2, 192.0.2.1, 10.0.0.8", "/auth"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "198.51.100.2, 192.0.2.2, 10.0.0.8", "/auth"));
    }

    [Fact]
    public async Task Where_the_proxy_is_not_trusted_all_share_one_limit_and_the_log_warns_once_for_each_proxy()
    {
        await using var world = await World.StartAsync(("LIMIT_SIGN_INS", "2"), ("TRUSTED_PROXIES", "10.0.0.1"));
        using (var direct = await world.GetAsync("/auth"))
        {
            Assert.Equal(HttpStatusCode.OK, direct.StatusCode);
        }

        Assert.DoesNotContain("UntrustedProxy", world.Logs.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "192.0.2.1", "/auth"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(world, "192.0.2.2", "/auth"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(world, "192.0.2.3", "/auth"));

        var line = Assert.Single(world.Logs.Lines, line => line.Contains("UntrustedProxy", StringComparison.Ordinal));
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.Matches("from (127\\.0\\.0\\.1|::1) brought X-Forwarded-For", line);
        Assert.Contains("TRUSTED_PROXIES", line, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_who_sends_the_proxys_header_neither_hides_the_proxy_nor_fills_the_log()
    {
        var port = World.FreePort();
        await using var world = await World.StartAsync(("urls", $"http://127.0.0.1:{port}"), ("TRUSTED_PROXIES", "10.0.0.1"));
        for (var peer = 1; peer <= 12; peer++)
        {
            for (var round = 0; round < 2; round++)
            {
                using var handler = new SocketsHttpHandler { ConnectCallback = (_, ct) => ConnectFromAsync($"127.0.0.{peer}", port, ct) };
                using var client = new HttpClient(handler) { Timeout = Patience.Limit };
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost:{port}/health/live") { Headers = { { "X-Forwarded-For", "192.0.2.1" } } };
                using var reply = await client.SendAsync(request);
            }
        }

        var told = world.Logs.Lines.Where(line => line.Contains("UntrustedProxy", StringComparison.Ordinal)).ToList();
        Assert.Equal(10, told.Count);
        Assert.Contains(told, line => line.Contains("from 127.0.0.2 had", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_nothing_is_warned_of()
    {
        await using var world = await World.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "192.0.2.1", "/auth"));
        Assert.DoesNotContain("UntrustedProxy", world.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_sign_ins_has_this_limit_and_0_means_none()
    {
        await using var world = await World.StartAsync(("LIMIT_SIGN_INS", "1"));
        foreach (var path in new[] { "/", "/health", "/health/live", "/health/ready", "/metrics" })
        {
            for (var i = 0; i < 100; i++)
            {
                Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "192.0.2.1", path));
            }
        }

        await world.RestartAsync(("LIMIT_SIGN_INS", "0"));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "192.0.2.1", "/auth"));
        }
    }

    [Fact]
    public async Task Who_comes_back_as_retry_after_says_is_let_in()
    {
        await using var world = await World.StartAsync(("LIMIT_SIGN_INS", "1"));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "192.0.2.1", "/auth"));
            // Within the window, and not at a full second of it.
            world.LimitTime.Advance(TimeSpan.FromSeconds(12.7));
            using var refused = await world.GetFromAsync("192.0.2.1", "/auth");
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            var wait = refused.Headers.RetryAfter!.Delta!.Value;
            Assert.Equal(TimeSpan.FromSeconds(48), wait);
            world.LimitTime.Advance(wait);
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "192.0.2.1", "/auth"));
    }

    private static async ValueTask<Stream> ConnectFromAsync(string own, int port, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(own), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<HttpStatusCode> StatusAsync(World world, string client, string path)
    {
        using var reply = await world.GetFromAsync(client, path);
        return reply.StatusCode;
    }
}
