using System.Net;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using static Gcd.Tests.Proxies.PublishedNginx;

namespace Gcd.Tests.Proxies;

/// <summary>deploy/nginx/gcd.conf in front of what everybody uses.</summary>
public sealed class PublishedNginxTests
{
    /// <summary>As it is published; at `warn` nginx tells of temporary files.</summary>
    private const string ErrorLogLevel = "crit;";

    private static readonly string[] NamesOfEveryReply =
    [
        "content-security-policy", "cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy",
        "referrer-policy", "strict-transport-security", "x-content-type-options", "x-frame-options",
    ];

    [SkippableTheory]
    [InlineData("cut", "--http1.1")]
    [InlineData("cut", "--http2")]
    [InlineData("error", "--http1.1")]
    [InlineData("reset", "--http2")]
    public async Task A_broken_download_reaches_the_caller_as_broken(string fault, string version)
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);
        var token = await world.SignInAsync(world.NewAccount(contacts: 5000));
        world.Google.Faults.Add(new Fault
        {
            Operation = GoogleOperation.Connections,
            Start = 3000,
            Times = 100,
            Reset = fault == "reset",
            BreakAfter = fault == "cut" ? 2000 : null,
            Status = fault == "error" ? 500 : null,
        });
        var file = Path.Combine(world.Folder, "contacts.tmp");

        var (exit, _, _) = await CurlAsync(world, nginx, "/download", version, "-H", $"Authorization: Bearer {token}", "-o", file);

        Assert.NotEqual(0, exit);
        Assert.True(new FileInfo(file).Length > 0, "it broke off before the first byte, which shows nothing");
        Assert.False(nginx.HasTemporaryFiles);
    }

    [SkippableTheory]
    [InlineData("--http1.1")]
    [InlineData("--http2")]
    public async Task A_whole_download_is_whole_and_nothing_is_written_to_a_temporary_file(string version)
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world, (ErrorLogLevel, "warn;"));
        var token = await world.SignInAsync(world.NewAccount(contacts: 25_000));
        var file = Path.Combine(world.Folder, "contacts.csv");

        // Slow enough that a proxy that buffers would have to put the rest somewhere.
        var (exit, _, errors) = await CurlAsync(world, nginx, "/download", version, "--limit-rate", "1500K", "-H", $"Authorization: Bearer {token}", "-o", file);

        Assert.True(exit == 0, errors);
        Assert.Equal(25_001, (await File.ReadAllLinesAsync(file)).Length);
        Assert.False(nginx.HasTemporaryFiles);
        Assert.DoesNotContain("temporary file", ErrorLogsOf(world, nginx), StringComparison.Ordinal);
    }

    /// <summary>Where it would look whole: nginx speaks HTTP/1.1 to Gcd, which cannot know.</summary>
    [SkippableFact]
    public async Task Over_HTTP_1_0_a_download_is_refused_with_the_reason()
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);
        var token = await world.SignInAsync(world.NewAccount());

        var (exit, output, _) = await CurlAsync(world, nginx, "/download", "--http1.0", "-H", $"Authorization: Bearer {token}");

        Assert.NotEqual(0, exit);
        Assert.EndsWith("505", output, StringComparison.Ordinal);
        Assert.Contains("use HTTP/1.1 or later", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_code_that_is_posted_is_not_written_to_a_temporary_file()
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world, (ErrorLogLevel, "warn;"), ("error_log /dev/null emerg;", string.Empty));
        var form = Path.Combine(world.Folder, "form");
        await File.WriteAllTextAsync(form, $"state=unknown&code={new string('c', 50_000)}");

        var (_, output, _) = await CurlAsync(world, nginx, "/oauth2callback", "--data-binary", $"@{form}");

        Assert.EndsWith("400", output, StringComparison.Ordinal);
        Assert.False(nginx.HasTemporaryFiles);
        Assert.DoesNotContain("temporary file", ErrorLogsOf(world, nginx), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("/metrics")]
    [InlineData("/METRICS")]
    [InlineData("/metrics/")]
    [InlineData("//metrics")]
    [InlineData("/%6detrics")]
    [InlineData("/me/../metrics")]
    public async Task Metrics_are_not_published(string path)
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);
        using var direct = await world.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, direct.StatusCode);

        var (_, output, _) = await CurlAsync(world, nginx, path, "--path-as-is");

        Assert.EndsWith("404", output, StringComparison.Ordinal);
        Assert.DoesNotContain("gcd_", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Gcd_learns_the_scheme_and_the_host_from_nginx_and_the_address_of_nobody_who_forges_it()
    {
        await using var world = await StartWorldAsync(("LIMIT_FAILED_TOKENS", "2"));
        await using var nginx = await StartAsync(world);

        var (_, head, _) = await CurlAsync(world, nginx, "/health", "-I");
        Assert.Contains("strict-transport-security", head, StringComparison.OrdinalIgnoreCase);
        for (var round = 0; round < 3; round++)
        {
            // Each time from somewhere else, as the caller would have it.
            var (_, output, _) = await CurlAsync(world, nginx, "/me", "-H", $"X-Forwarded-For: 203.0.113.{round}", "-H", "Authorization: Bearer gcd_none");
            Assert.EndsWith(round < 2 ? "401" : "429", output, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task A_caller_does_not_choose_the_name_of_its_request()
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);

        var (_, head, _) = await CurlAsync(world, nginx, "/health", "-I", "-H", "X-Request-Id: chosen-by-a-stranger");

        Assert.Matches("(?i)x-request-id: [0-9a-f]{32}\r", head);
    }

    [SkippableFact]
    public async Task What_is_not_published_has_the_headers_of_every_reply()
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);

        var (_, head, _) = await CurlAsync(world, nginx, "/metrics", "-I");

        Assert.Contains("content-security-policy: default-src 'none'", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-content-type-options: nosniff", head, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("(?i)server: nginx\r", head);
    }

    [SkippableFact]
    public async Task A_body_that_is_too_large_is_refused_by_Gcd_in_its_own_words()
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);
        var form = Path.Combine(world.Folder, "form");
        await File.WriteAllTextAsync(form, $"state=unknown&code={new string('c', 70_000)}");

        var (_, output, _) = await CurlAsync(world, nginx, "/oauth2callback", "--data-binary", $"@{form}");

        Assert.Contains("urn:gcd:problem:", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task While_no_instance_answers_the_caller_is_told_so_and_when_to_come_back()
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);
        await world.StopGcdAsync();

        var (_, output, _) = await CurlAsync(world, nginx, "/me", "-i");

        Assert.Contains("application/problem+json", output, StringComparison.Ordinal);
        Assert.Contains("retry-after: 10", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("The service is temporarily unavailable", output, StringComparison.Ordinal);
        Assert.EndsWith("503", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_nginx_says_itself_has_the_headers_of_every_reply()
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);
        var (_, answered, _) = await CurlAsync(world, nginx, "/me", "-I");
        await world.StopGcdAsync();

        var (_, away, _) = await CurlAsync(world, nginx, "/me", "-I");

        Assert.Contains("retry-after: 10", away, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HeadersOfEveryReply(answered), HeadersOfEveryReply(away));
    }

    [SkippableFact]
    public async Task While_no_instance_answers_no_log_gets_the_code_of_a_callback_nor_the_address_of_a_person()
    {
        await using var world = await StartWorldAsync();
        await using var nginx = await StartAsync(world);
        await world.StopGcdAsync();

        foreach (var path in new[] { "/oauth2callback?code=canary&state=canary", "/OAuth2Callback/?code=canary&state=canary", "/auth?login_hint=canary@example.com" })
        {
            var (_, output, _) = await CurlAsync(world, nginx, path);
            Assert.EndsWith("503", output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("canary", ErrorLogsOf(world, nginx), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Even_what_is_critical_does_not_bring_a_code_into_the_log()
    {
        await using var world = await StartWorldAsync();
        // A socket that is not there is more than an error to nginx.
        await using var nginx = await StartAsync(world, ($"server 127.0.0.1:{world.Address.Port}", $"server unix:{world.Folder}/none"));

        foreach (var path in new[] { "/oauth2callback?code=canary&state=canary", "/health" })
        {
            var (_, output, _) = await CurlAsync(world, nginx, path);
            Assert.EndsWith("503", output, StringComparison.Ordinal);
        }

        Assert.Contains("[crit]", ErrorLogsOf(world, nginx), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", ErrorLogsOf(world, nginx), StringComparison.Ordinal);
    }

    private static List<string> HeadersOfEveryReply(string head)
    {
        var headers = head.Split("\r\n").Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2).ToLookup(parts => parts[0].ToLowerInvariant(), parts => parts[1]);
        Assert.Matches("^[0-9a-f]{32}$", Assert.Single(headers["x-request-id"]));
        return [.. NamesOfEveryReply.Select(name => $"{name}: {Assert.Single(headers[name])}")];
    }
}
