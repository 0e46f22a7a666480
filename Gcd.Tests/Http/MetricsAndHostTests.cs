using System.Net;
using System.Net.Sockets;
using System.Text;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Http;

public sealed class MetricsAndHostTests
{
    private static readonly string[] MetricLines =
    [
        "gcd_registered_users_total 1", "gcd_active_tokens_total 1", "gcd_downloads_total{format=\"json\",status=\"success\"} 1",
        "gcd_contacts_downloaded_total 5", "gcd_oauth_flows_total{status=\"success\"} 1", "gcd_database_size_bytes ",
        "gcd_encryption_warnings_total 0", "gcd_http_requests_total{", "gcd_http_request_duration_seconds_bucket{",
    ];

    [Fact]
    public async Task Random_paths_make_no_new_series_in_the_metrics()
    {
        await using var world = await World.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            using var reply = await world.SendAsync(new HttpMethod($"M{i}"), $"/{Guid.NewGuid():N}");
        }

        // A request is counted after its reply.
        await Eventually.TrueAsync(async () =>
            (await Exposition.ReadAsync(world)).Text.Contains("gcd_http_requests_total{method=\"OTHER\",endpoint=\"unmatched\",status_code=\"404\"} 200", StringComparison.Ordinal));
        Assert.DoesNotContain("M17", (await Exposition.ReadAsync(world)).Text, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("GET /health HTTP/1.1\r\nHost:\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost: \r\n")]
    [InlineData("GET /health HTTP/1.0\r\n")]
    [InlineData("GET /health HTTP/1.0\r\nHost:\r\n")]
    public async Task A_request_without_a_host_name_passes_only_where_every_name_is_allowed(string request)
    {
        await using var world = await World.StartAsync(("ALLOWED_HOSTS", "contacts.example.com"));
        Assert.StartsWith("HTTP/1.1 400 ", await SendAsync(world, request), StringComparison.Ordinal);

        await world.RestartAsync(("ALLOWED_HOSTS", ""));
        Assert.StartsWith("HTTP/1.1 200 ", await SendAsync(world, request), StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(World world, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", world.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{request}Connection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
