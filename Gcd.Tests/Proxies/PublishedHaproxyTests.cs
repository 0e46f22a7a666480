using System.Net;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using static Gcd.Tests.Proxies.PublishedHaproxy;

namespace Gcd.Tests.Proxies;

/// <summary>deploy/haproxy/haproxy.cfg in front of what everybody uses; InstanceKillsTests has several instances behind it.</summary>
public sealed class PublishedHaproxyTests
{
    /// <summary>curl takes HTTP/2 where it is offered: it is not, for there a broken download would look whole.</summary>
    [SkippableTheory]
    [InlineData("cut", "--http1.1")]
    [InlineData("cut", "--http2")]
    [InlineData("error", "--http1.1", "--compressed")]
    [InlineData("reset", "--http2", "--compressed")]
    public async Task A_broken_download_reaches_the_caller_as_broken(string fault, params string[] options)
    {
        await using var world = await StartWorldAsync();
        await using var haproxy = await StartAsync(world);
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

        var (exit, _, _) = await CurlAsync(world, haproxy, "/download", [.. options, "-H", $"Authorization: Bearer {token}", "-o", file]);

        Assert.NotEqual(0, exit);
        Assert.True(new FileInfo(file).Length > 0, "it broke off before the first byte, which shows nothing");
    }

    [SkippableFact]
    public async Task A_whole_download_is_whole_for_a_slow_caller()
    {
        await using var world = await StartWorldAsync();
        await using var haproxy = await StartAsync(world);
        var token = await world.SignInAsync(world.NewAccount(contacts: 25_000));
        var file = Path.Combine(world.Folder, "contacts.csv");

        var (exit, _, errors) = await CurlAsync(world, haproxy, "/download", "--limit-rate", "1500K", "-H", $"Authorization: Bearer {token}", "-o", file);

        Assert.True(exit == 0, errors);
        Assert.Equal(25_001, (await File.ReadAllLinesAsync(file)).Length);
    }

    /// <summary>HAProxy speaks to Gcd as the caller speaks to it.</summary>
    [SkippableFact]
    public async Task Over_HTTP_1_0_a_download_is_refused_by_Gcd()
    {
        await using var world = await StartWorldAsync();
        await using var haproxy = await StartAsync(world);
        var token = await world.SignInAsync(world.NewAccount());

        var (exit, output, _) = await CurlAsync(world, haproxy, "/download", "--http1.0", "-H", $"Authorization: Bearer {token}");

        Assert.NotEqual(0, exit);
        Assert.EndsWith("505", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("/metrics")]
    [InlineData("/METRICS")]
    [InlineData("/metrics/")]
    [InlineData("//metrics")]
    [InlineData("/%6detrics")]
    [InlineData("/me/../metrics")]
    [InlineData("/metrics/me/..")]
    [InlineData("/metric%C5%BF")]
    public async Task Metrics_are_not_published(string path)
    {
        await using var world = await StartWorldAsync();
        await using var haproxy = await StartAsync(world);
        using var direct = await world.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, direct.StatusCode);

        var (_, output, _) = await CurlAsync(world, haproxy, path, "--path-as-is");

        Assert.EndsWith("404", output, StringComparison.Ordinal);
        Assert.DoesNotContain("gcd_", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Gcd_learns_the_scheme_from_HAProxy_and_the_address_and_the_request_id_of_nobody_who_forges_them()
    {
        await using var world = await StartWorldAsync(("LIMIT_FAILED_TOKENS", "2"));
        await using var haproxy = await StartAsync(world);

        var (_, head, _) = await CurlAsync(world, haproxy, "/health", "-I", "-H", "X-Request-Id: chosen-by-a-stranger");
        Assert.Contains("strict-transport-security", head, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("(?i)x-request-id: [0-9a-f]{32}\r", head);
        for (var round = 0; round < 3; round++)
        {
            // Each time from somewhere else, as the caller would have it.
            var (_, output, _) = await CurlAsync(world, haproxy, "/me", "-H", $"X-Forwarded-For: 203.0.113.{round}", "-H", "Authorization: Bearer gcd_none");
            Assert.EndsWith(round < 2 ? "401" : "429", output, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task While_no_instance_answers_the_caller_is_told_so_with_the_headers_of_every_reply_and_when_to_come_back()
    {
        await using var world = await StartWorldAsync();
        await using var haproxy = await StartAsync(world);
        var (_, answered, _) = await CurlAsync(world, haproxy, "/me", "-I");
        await world.StopGcdAsync();

        var (_, output, _) = await CurlAsync(world, haproxy, "/me", "-i");
        Assert.Contains("application/problem+json", output, StringComparison.Ordinal);
        Assert.Contains("retry-after: 10", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("The service is temporarily unavailable", output, StringComparison.Ordinal);
        Assert.EndsWith("503", output, StringComparison.Ordinal);
        foreach (var line in answered.Split("\r\n").Where(line => line.Contains(": ", StringComparison.Ordinal)).Select(line => line.ToLowerInvariant()))
        {
            if (line.Split(':')[0] is "content-security-policy" or "cross-origin-opener-policy" or "permissions-policy" or "referrer-policy" or "strict-transport-security" or "x-content-type-options" or "x-frame-options")
            {
                Assert.Contains(line, output.ToLowerInvariant(), StringComparison.Ordinal);
            }
        }
    }

    [SkippableFact]
    public async Task Where_no_instance_is_ready_they_are_asked_all_the_same_and_say_why()
    {
        await using var world = await StartWorldAsync();
        File.Delete(world.CredentialsPath);
        await world.RestartAsync();
        await using var haproxy = await StartAsync(world);

        await Eventually.TrueAsync(() => haproxy.Log.Contains("Running on backup", StringComparison.Ordinal));
        var (_, output, _) = await CurlAsync(world, haproxy, "/auth");

        Assert.Contains("Credentials file not found", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_log_gets_neither_a_code_nor_an_address_nor_a_token()
    {
        await using var world = await StartWorldAsync();
        await using var haproxy = await StartAsync(world);

        for (var stopped = false; ; stopped = true)
        {
            foreach (var path in new[] { "/oauth2callback?code=canary&state=canary", "/auth?login_hint=canary@example.com", "/export/canary/contacts.csv" })
            {
                await CurlAsync(world, haproxy, path, "-H", "Authorization: Bearer canary", "-H", "Cookie: canary=canary");
            }

            if (stopped)
            {
                break;
            }

            await world.StopGcdAsync();
        }

        // One line for each request, and what it tells otherwise.
        await Eventually.TrueAsync(() => haproxy.Log.Split('\n').Count(line => line.Contains(" gcd-https~ ", StringComparison.Ordinal)) == 6);
        Assert.DoesNotContain("canary", haproxy.Log, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<World> StartWorldAsync(params (string Name, string Value)[] extra) => PublishedNginx.StartWorldAsync(extra);

    private static Task<Haproxy> StartAsync(World world) => PublishedHaproxy.StartAsync(world.Folder, [world.Address]);
}
