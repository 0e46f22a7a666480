using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Http;

public sealed class HttpContractTests
{
    public static TheoryData<string, string, bool> Routes { get; } = new()
    {
        { "/", "GET, HEAD, OPTIONS", false },
        { "/auth", "GET, HEAD, OPTIONS", false },
        { "/oauth2callback", "GET, HEAD, OPTIONS, POST", false },
        { "/download", "GET, HEAD, OPTIONS", true },
        { "/me", "GET, HEAD, OPTIONS", true },
        { "/token/revoke", "OPTIONS, POST", true },
        { "/health", "GET, HEAD, OPTIONS", false },
        { "/health/live", "GET, HEAD, OPTIONS", false },
        { "/health/ready", "GET, HEAD, OPTIONS", false },
        { "/metrics", "GET, HEAD, OPTIONS", false },
    };

    private static readonly string[] MetricLines =
    [
        "gcd_registered_users_total 1", "gcd_active_tokens_total 1", "gcd_downloads_total{format=\"json\",status=\"success\"} 1",
        "gcd_contacts_downloaded_total 5", "gcd_oauth_flows_total{status=\"success\"} 1", "gcd_database_size_bytes ",
        "gcd_encryption_warnings_total 0", "gcd_http_requests_total{", "gcd_http_request_duration_seconds_bucket{",
    ];

    private static readonly string[] Everywhere =
    [
        "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy", "Permissions-Policy", "Content-Security-Policy",
    ];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Every_route_answers_options_wrong_methods_and_head(string path, string allow, bool needsToken)
    {
        await using var world = await World.StartAsync();
        using (var options = await world.SendAsync(HttpMethod.Options, path))
        {
            Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
            Assert.Equal(allow, string.Join(", ", options.Content.Headers.Allow));
            Assert.False(options.Headers.Contains("Access-Control-Allow-Origin"));
        }

        using (var wrong = await world.SendAsync(HttpMethod.Delete, path))
        {
            await wrong.AssertProblemAsync(HttpStatusCode.MethodNotAllowed, "Method not allowed");
            Assert.Equal(allow, string.Join(", ", wrong.Content.Headers.Allow));
        }

        if (allow.Contains("GET", StringComparison.Ordinal))
        {
            var token = needsToken ? await world.SignInAsync(world.NewAccount()) : null;
            using var get = await world.GetAsync(path, token);
            using var head = await world.SendAsync(HttpMethod.Head, path, token);
            Assert.Equal(get.StatusCode, head.StatusCode);
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Every_reply_carries_the_security_headers_and_no_server()
    {
        await using var world = await World.StartAsync();
        foreach (var path in new[] { "/", "/auth", "/me", "/nowhere", "/health", "/metrics", "/oauth2callback", "/download" })
        {
            using var reply = await world.GetAsync(path);
            Assert.All(Everywhere, name => Assert.True(reply.Headers.Contains(name), $"{path} lacks {name}"));
            Assert.False(reply.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task An_unknown_path_is_a_problem_for_programs_and_a_page_for_browsers()
    {
        await using var world = await World.StartAsync();
        using var json = await world.GetAsync("/nowhere");
        await json.AssertProblemAsync(HttpStatusCode.NotFound, "Not found");
        using var html = await world.GetAsync("/nowhere", accept: "text/html");
        Assert.Equal(HttpStatusCode.NotFound, html.StatusCode);
        Assert.Equal("text/html", html.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Random_paths_make_no_new_series_in_the_metrics()
    {
        await using var world = await World.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            using var reply = await world.SendAsync(new HttpMethod($"M{i}"), $"/{Guid.NewGuid():N}");
        }

        using var metrics = await world.GetAsync("/metrics");
        var text = await metrics.Content.ReadAsStringAsync();
        Assert.Contains("gcd_http_requests_total{method=\"OTHER\",endpoint=\"unmatched\",status_code=\"404\"} 200", text, StringComparison.Ordinal);
        Assert.DoesNotContain("M17", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_have_the_nine_names_of_the_specification_and_its_content_type()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 5));
        using (var download = await world.GetAsync("/download?format=json", token))
        {
            await download.Content.ReadAsStringAsync();
        }

        using var reply = await world.GetAsync("/metrics");
        var text = await reply.Content.ReadAsStringAsync();
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", reply.Content.Headers.ContentType!.ToString());
        Assert.All(MetricLines, line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gcd_downloads_total{format=\"csv\",status=\"success\"} 0")]
    [InlineData("gcd_downloads_total{format=\"json\",status=\"error\"} 0")]
    [InlineData("gcd_oauth_flows_total{status=\"error\"} 0")]
    public async Task Series_that_are_known_beforehand_exist_at_0_from_the_start(string series)
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync("/metrics");
        Assert.Contains(series, await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_name_that_is_not_allowed_is_refused_with_advice()
    {
        await using var world = await World.StartAsync(("ALLOWED_HOSTS", "contacts.example.com"));
        using var reply = await world.GetAsync("/health");
        var problem = await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "Host not allowed");
        Assert.Contains("ALLOWED_HOSTS", (string)problem["solution"]!, StringComparison.Ordinal);
    }

}
