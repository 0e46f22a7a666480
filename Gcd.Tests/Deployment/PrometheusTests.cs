using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Processes;

namespace Gcd.Tests.Deployment;

/// <summary>The published files with Prometheus' own tools, and with a Prometheus that scrapes a Gcd.</summary>
public sealed class PrometheusTests
{
    private static readonly string Files = Path.Combine(PublishedExpressions.Folder(), "prometheus");

    [SkippableTheory]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("check", "rules", "gcd.rules.yml")]
    [InlineData("test", "rules", "gcd.rules.test.yml")]
    public async Task Promtool_finds_no_fault(string verb, string what, string file)
    {
        var (exitCode, output, errors) = await Tool.RunAsync(Tool.Require("promtool"), verb, what, Path.Combine(Files, file));
        Assert.True(exitCode == 0, output + errors);
    }

    [Fact]
    public void Every_alert_has_a_test_in_which_it_fires_and_one_in_which_it_does_not()
    {
        var rules = File.ReadAllLines(Path.Combine(Files, "gcd.rules.yml"));
        var tests = File.ReadAllText(Path.Combine(Files, "gcd.rules.test.yml"));
        Assert.All(rules.Where(line => line.Contains("- alert: ", StringComparison.Ordinal)).Select(line => line.Split(": ")[1]), alert =>
        {
            Assert.Matches($"alertname: {alert}\n +exp_alerts:", tests);
            Assert.Contains($"alertname: {alert} }}", tests, StringComparison.Ordinal);
        });
    }

    [SkippableFact]
    public async Task A_prometheus_with_the_published_files_scrapes_gcd_and_an_alert_fires()
    {
        var prometheus = Tool.Require("prometheus");
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        gcd.Settings["GOOGLE_ENCRYPTION_KEY"] = null;
        await gcd.StartAsync();
        await gcd.SignInAsync();
        var address = new Uri($"http://127.0.0.1:{World.FreePort().ToString(CultureInfo.InvariantCulture)}");
        using var process = await StartAsync(prometheus, gcd, address);
        try
        {
            using var client = new HttpClient { BaseAddress = address, Timeout = Patience.Limit };
            await Eventually.TrueAsync(async () => (await GetAsync(client, "targets"))?["data"]!["activeTargets"]!.AsArray().Select(target => (string)target!["health"]!).SequenceEqual(["up"]) == true);
            await Eventually.TrueAsync(async () => (await GetAsync(client, "rules"))?["data"]!["groups"]!.AsArray().Select(group => (string)group!["name"]!).Order().SequenceEqual(["gcd-alerts", "gcd-recorded"]) == true);
            await Eventually.TrueAsync(async () => Firing(await GetAsync(client, "alerts")).SequenceEqual(["GcdEncryptionWarnings"]));
            // A scrape that took too long leaves nothing to ask for until the next one.
            await Eventually.TrueAsync(async () => (await GetAsync(client, "query?query=gcd_oauth_flows_total{status=\"success\"}"))?["data"]!["result"]!.AsArray().Select(flow => (string)flow!["value"]![1]!).SequenceEqual(["1"]) == true);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>The published configuration, asking more often, and at the test's address.</summary>
    private static async Task<Process> StartAsync(string prometheus, GcdUnderTest gcd, Uri address)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Files, "prometheus.yml"));
        text = text.Replace("localhost:5000", gcd.Address.Authority, StringComparison.Ordinal)
            .Replace(": 30s", ": 1s", StringComparison.Ordinal)
            .Replace("gcd.rules.yml", Path.Combine(Files, "gcd.rules.yml"), StringComparison.Ordinal);
        var configuration = Path.Combine(gcd.Folder, "prometheus.yml");
        await File.WriteAllTextAsync(configuration, text);
        return Process.Start(new ProcessStartInfo(prometheus,
        [
            $"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(gcd.Folder, "prometheus")}", $"--web.listen-address={address.Authority}", "--log.level=error",
        ]))!;
    }

    /// <returns>Null while it does not answer.</returns>
    private static async Task<JsonNode?> GetAsync(HttpClient client, string what)
    {
        try
        {
            return JsonNode.Parse(await client.GetStringAsync($"/api/v1/{what}"));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Firing(JsonNode? alerts) =>
        alerts?["data"]!["alerts"]!.AsArray().Where(alert => (string)alert!["state"]! == "firing").Select(alert => (string)alert!["labels"]!["alertname"]!) ?? [];
}
