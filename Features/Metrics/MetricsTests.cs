using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Metrics;

public sealed class MetricsTests
{
    private static readonly string[] Operations = ["exchange", "refresh", "revoke", "certs", "user_info", "connections", "sync", "batch_get", "contact_groups"];

    private static readonly string[] Outcomes =
    [
        "success", "invalid_grant", "client_refused", "token_rejected", "rate_limited", "refused", "server_error", "timeout", "unreachable", "malformed", "cancelled",
    ];

    private static readonly string[] OfTheRuntime =
    [
        "process_cpu_seconds_total", "process_working_set_bytes", "process_open_handles", "process_start_time_seconds",
        "dotnet_thread_pool_threads", "dotnet_thread_pool_queue_length", "dotnet_gc_pause_seconds_total", "dotnet_gc_heap_size_bytes", "dotnet_gc_committed_bytes", "dotnet_lock_contentions_total",
    ];

    [Fact]
    public async Task Whatever_is_known_beforehand_is_there_at_0_from_the_start()
    {
        await using var world = await World.StartAsync();
        var metrics = await Exposition.ReadAsync(world);

        Assert.All(Operations, operation =>
        {
            Assert.All(Outcomes, outcome => Assert.Equal(0, metrics[Google(operation, outcome)]));
            Assert.Equal(0, metrics[$"gcd_google_retries_total{{operation=\"{operation}\"}}"]);
            Assert.Equal(0, metrics[$"gcd_google_request_duration_seconds_count{{operation=\"{operation}\"}}"]);
        });
        Assert.Equal(Operations.Length * Outcomes.Length, metrics.LabelsOf("gcd_google_requests_total").Count);
        Assert.Equal(0, metrics["gcd_dead_grants_total"]);
        Assert.Equal(0, metrics["gcd_downloads_in_progress"]);
        Assert.Equal(0, metrics["gcd_encryption_warnings_total"]);
    }

    [Fact]
    public async Task The_runtime_and_the_version_are_told()
    {
        await using var world = await World.StartAsync();
        var metrics = await Exposition.ReadAsync(world);

        Assert.All(OfTheRuntime, name => Assert.Contains(name, metrics.Series));
        Assert.True(metrics["process_working_set_bytes"] > 10_000_000, "A .NET process has more than 10 MB.");
        Assert.True(metrics["process_open_handles"] > 10, "A process has files open.");
        Assert.Contains(Assert.Single(metrics.LabelsOf("gcd_build_info")), label => label.StartsWith("dotnet=\".NET 10.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_random_paths_and_methods_leave_the_number_of_series_as_it_was()
    {
        await using var world = await World.StartAsync();
        // One of each kind: what is not known is one series, not as many as there are strangers.
        foreach (var method in new[] { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW" })
        {
            foreach (var path in new[] { "/nowhere", "/assets/nothing", "/health/live", "/metrics" })
            {
                using var reply = await world.SendAsync(new HttpMethod(method), path);
                // To its end, so that all come over one connection, and each is counted before the next.
                await reply.Content.ReadAsByteArrayAsync();
            }
        }

        await Exposition.ReadAsync(world);
        var before = (await Exposition.ReadAsync(world)).Series;
        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ct) =>
        {
            var method = (i % 5) switch { 0 => "GET", 1 => "POST", 2 => "DELETE", 3 => "OPTIONS", _ => $"M{i}" };
            var path = (i % 4) switch { 0 => $"/{Guid.NewGuid():N}", 1 => $"/assets/{i}", 2 => $"/health/live?{i}", _ => $"/{i}/../metrics/%0a{i}" };
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var reply = await world.Client.SendAsync(request, ct);
        });

        Assert.Equal(before.Order(), (await Exposition.ReadAsync(world)).Series.Order());
    }

    [Fact]
    public async Task Calls_to_google_are_counted_by_operation_and_outcome_and_so_are_tries_and_dead_grants()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 429 });
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 500 });
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, EndAfter = 20 });
        await DownloadAsync(world, token);
        world.Google.Grants.RejectAccessTokens(account);
        await DownloadAsync(world, token);
        world.Time.Shift = TimeSpan.FromHours(2);
        world.Google.Grants.Revoke(account, world.OAuthClient.ClientId);
        await DownloadAsync(world, token);
        var other = await world.SignInAsync(world.NewAccount());
        using (await world.SendAsync(HttpMethod.Post, "/token/revoke", other))
        {
            // With the last token the grant is ended at Google.
        }

        var metrics = await Exposition.ReadAsync(world);
        Assert.Equal(2, metrics[Google("connections", "success")]);
        Assert.Equal(1, metrics[Google("connections", "server_error")]);
        Assert.Equal(1, metrics[Google("connections", "rate_limited")]);
        Assert.Equal(1, metrics[Google("connections", "malformed")]);
        Assert.Equal(1, metrics[Google("connections", "token_rejected")]);
        Assert.Equal(6, metrics["gcd_google_request_duration_seconds_count{operation=\"connections\"}"]);
        // Three faults and the rejected token.
        Assert.Equal(4, metrics["gcd_google_retries_total{operation=\"connections\"}"]);
        Assert.Equal(1, metrics[Google("refresh", "success")]);
        Assert.Equal(1, metrics[Google("refresh", "invalid_grant")]);
        Assert.Equal(1, metrics["gcd_dead_grants_total"]);
        Assert.Equal(2, metrics[Google("exchange", "success")]);
        // The keys are read again after an hour.
        Assert.Equal(2, metrics[Google("certs", "success")]);
        Assert.Equal(1, metrics[Google("revoke", "success")]);
    }

    [Fact]
    public async Task A_download_that_broke_off_was_abandoned_or_refused_by_google_is_an_error_and_one_that_never_began_is_none()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "1"));
        var token = await world.SignInAsync(world.NewAccount(contacts: 3));
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1, Status = 403 });
        // It may break before its header is seen.
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => DownloadAsync(world, token));

        await EventuallyAsync(world, Downloads("error"), 1);
        await EventuallyAsync(world, "gcd_downloads_in_progress", 0);
        var gate = new TaskCompletionSource();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1, Until = gate.Task });
        using (var abandoned = await world.GetAsync("/download", token))
        {
            Assert.Equal(1, (await Exposition.ReadAsync(world))["gcd_downloads_in_progress"]);
            Assert.Equal(HttpStatusCode.OK, abandoned.StatusCode);
        }

        await EventuallyAsync(world, Downloads("error"), 2);
        await EventuallyAsync(world, Google("connections", "cancelled"), 1);
        await EventuallyAsync(world, "gcd_downloads_in_progress", 0);
        gate.SetResult();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 500, Times = 4 });
        await DownloadAsync(world, token);
        await EventuallyAsync(world, Downloads("error"), 3);

        using (var bad = await world.GetAsync("/download?format=xml", token))
        using (var anonymous = await world.GetAsync("/download"))
        using (var head = await world.SendAsync(HttpMethod.Head, "/download", token))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        }

        await DownloadAsync(world, token);
        var metrics = await Exposition.ReadAsync(world);
        Assert.Equal(3, metrics[Downloads("error")]);
        Assert.Equal(1, metrics[Downloads("success")]);
        Assert.Equal(0, metrics["gcd_downloads_in_progress"]);
    }

    [Fact]
    public async Task A_callback_that_belongs_to_no_sign_in_of_ours_is_no_sign_in_that_failed()
    {
        await using var world = await World.StartAsync();
        foreach (var query in new[] { string.Empty, "?code=x&state=y", "?error=access_denied", "?error=access_denied&state=y", "?code=x&state=y&iss=https://example.com" })
        {
            using var reply = await world.GetAsync("/oauth2callback" + query);
            Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        }

        Assert.Equal(0, (await Exposition.ReadAsync(world))["gcd_oauth_flows_total{status=\"error\"}"]);

        using var started = await world.GetAsync("/auth");
        var state = (string)JsonNode.Parse(await started.Content.ReadAsStringAsync())!["state"]!;
        using var denied = await world.GetAsync($"/oauth2callback?error=access_denied&state={Uri.EscapeDataString(state)}");
        Assert.Equal(1, (await Exposition.ReadAsync(world))["gcd_oauth_flows_total{status=\"error\"}"]);
    }

    [Fact]
    public async Task Whether_people_can_sign_in_and_download_is_a_gauge()
    {
        await using var world = await World.StartAsync();
        Assert.Equal(1, (await Exposition.ReadAsync(world))["gcd_ready"]);
        File.Delete(world.CredentialsPath);
        Assert.Equal(0, (await Exposition.ReadAsync(world))["gcd_ready"]);
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task Users_tokens_and_size_are_those_of_the_store(string store)
    {
        await using var world = await World.StartAsync(("TOKEN_STORE", store));
        var account = world.NewAccount();
        await world.SignInAsync(account);
        await world.SignInAsync(account);
        await world.SignInAsync(world.NewAccount());

        var metrics = await Exposition.ReadAsync(world);
        Assert.Equal(2, metrics["gcd_registered_users_total"]);
        Assert.Equal(3, metrics["gcd_active_tokens_total"]);
        Assert.True(metrics["gcd_database_size_bytes"] >= 4096, "A database has a page at least.");
    }

    [SkippableFact]
    public async Task Promtool_finds_nothing_but_the_two_gauges_whose_names_the_earlier_service_gave()
    {
        var promtool = Tool.Require("promtool");
        await using var world = await World.StartAsync();
        await DownloadAsync(world, await world.SignInAsync(world.NewAccount()));
        var file = Path.Combine(world.Folder, "metrics.txt");
        await File.WriteAllTextAsync(file, (await Exposition.ReadAsync(world)).Text);

        var (_, output, errors) = await Tool.RunAsync("/bin/sh", "-c", $"{promtool} check metrics < {file}");

        string[] findings = [.. (output + errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order()];
        Assert.Equal(2, findings.Length);
        Assert.StartsWith("gcd_active_tokens_total ", findings[0], StringComparison.Ordinal);
        Assert.StartsWith("gcd_registered_users_total ", findings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hosts_in_one_process_count_apart()
    {
        await using var one = await World.StartAsync();
        await using var two = await World.StartAsync();
        await one.SignInAsync(one.NewAccount());

        Assert.Equal(1, (await Exposition.ReadAsync(one))["gcd_oauth_flows_total{status=\"success\"}"]);
        Assert.Equal(0, (await Exposition.ReadAsync(two))["gcd_oauth_flows_total{status=\"success\"}"]);
    }

    private static string Google(string operation, string outcome) => $"gcd_google_requests_total{{operation=\"{operation}\",outcome=\"{outcome}\"}}";

    private static string Downloads(string status) => $"gcd_downloads_total{{format=\"csv\",status=\"{status}\"}}";

    private static async Task DownloadAsync(World world, string token)
    {
        using var reply = await world.GetAsync("/download", token);
        await reply.Content.ReadAsStringAsync();
    }

    private static Task EventuallyAsync(World world, string series, double value) =>
        Eventually.TrueAsync(async () => string.Equals((await Exposition.ReadAsync(world))[series].ToString(CultureInfo.InvariantCulture), value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
