using System.Globalization;
using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Metrics;

/// <summary>METRICS_PORT and METRICS_TOKEN, for those who do not want the metrics public.</summary>
public sealed class MetricsAccessTests
{
    private const string Token = "a-token-of-the-monitoring-0123456789";

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    public async Task With_a_port_of_its_own_the_metrics_are_nowhere_else(string method)
    {
        await using var world = await World.StartAsync(("METRICS_PORT", Port(out _)));
        foreach (var path in new[] { "/metrics", "/metrics/", "/METRICS", "/metrics/x" })
        {
            using var reply = await world.SendAsync(new HttpMethod(method), path);
            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        }
    }

    [Fact]
    public async Task That_port_serves_the_metrics_and_nothing_else()
    {
        await using var world = await World.StartAsync(("METRICS_PORT", Port(out var metrics)));
        using var reply = await world.Client.GetAsync(new Uri(metrics, "/metrics"));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        foreach (var path in new[] { "/", "/auth", "/me", "/health", "/download", "/assets/gcd.css" })
        {
            using var other = await world.Client.GetAsync(new Uri(metrics, path));
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }
    }

    [Fact]
    public async Task The_host_header_opens_neither_port()
    {
        await using var world = await World.StartAsync(("METRICS_PORT", Port(out var metrics)));
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = metrics.Authority } };
        using var reply = await world.Client.SendAsync(forged);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Fact]
    public async Task Allowed_hosts_do_not_keep_out_a_prometheus_that_scrapes_by_address()
    {
        await using var world = await World.StartAsync(("METRICS_PORT", Port(out var metrics)), ("ALLOWED_HOSTS", "contacts.example.com"));
        using var scraped = await world.Client.GetAsync(new Uri(metrics, "/metrics"));
        Assert.Equal(HttpStatusCode.OK, scraped.StatusCode);
        using var other = await world.GetAsync("/health");
        await other.AssertProblemAsync(HttpStatusCode.BadRequest, "Host not allowed");
    }

    [Fact]
    public async Task That_port_is_on_the_addresses_that_gcd_was_told_to_listen_on()
    {
        var metrics = World.FreePort().ToString(CultureInfo.InvariantCulture);
        var port = World.FreePort().ToString(CultureInfo.InvariantCulture);
        await using var world = await World.StartAsync(("urls", $"http://127.0.0.2:{port}"), ("METRICS_PORT", metrics));
        using var there = await world.Client.GetAsync($"http://127.0.0.2:{metrics}/metrics");
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        using var gcd = await world.Client.GetAsync($"http://127.0.0.2:{port}/health/live");
        Assert.Equal(HttpStatusCode.OK, gcd.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => world.Client.GetAsync($"http://127.0.0.1:{metrics}/metrics"));
    }

    [Fact]
    public async Task With_a_token_whoever_has_none_or_another_is_refused()
    {
        await using var world = await World.StartAsync(("METRICS_TOKEN", Token));
        var person = await world.SignInAsync(world.NewAccount());
        foreach (var wrong in new[] { null, "x", Token[..^1], Token + "0", Token.ToUpperInvariant(), person })
        {
            using var refused = await world.GetAsync("/metrics", wrong);
            var problem = await refused.AssertProblemAsync(HttpStatusCode.Unauthorized, "Authentication required");
            var error = wrong is null ? string.Empty : ", error=\"invalid_token\", error_description=\"It is not METRICS_TOKEN\"";
            Assert.Equal($"Bearer realm=\"Gcd metrics\"{error}", refused.Headers.WwwAuthenticate.ToString());
            Assert.Contains("METRICS_TOKEN", (string)problem["solution"]!, StringComparison.Ordinal);
        }

        using var reply = await world.GetAsync("/metrics", Token);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Contains("gcd_ready 1", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var head = await world.SendAsync(HttpMethod.Head, "/metrics", Token);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Fact]
    public async Task A_token_on_a_port_of_its_own_is_asked_for_there()
    {
        await using var world = await World.StartAsync(("METRICS_PORT", Port(out var metrics)), ("METRICS_TOKEN", Token));
        using var refused = await world.Client.GetAsync(new Uri(metrics, "/metrics"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var hidden = await world.GetAsync("/metrics", Token);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("METRICS_TOKEN", false)]
    [InlineData("METRICS_PORT", false)]
    public async Task The_home_page_links_to_the_metrics_only_where_everybody_can_read_them(string? setting, bool isLinked)
    {
        var value = setting == "METRICS_PORT" ? Port(out _) : Token;
        await using var world = setting is null ? await World.StartAsync() : await World.StartAsync((setting, value));
        using var page = await world.GetAsync("/", accept: "text/html");
        Assert.Equal(isLinked, (await page.Content.ReadAsStringAsync()).Contains("/metrics\"", StringComparison.Ordinal));
    }

    private static string Port(out Uri address)
    {
        var port = World.FreePort().ToString(CultureInfo.InvariantCulture);
        address = new Uri($"http://localhost:{port}");
        return port;
    }
}
