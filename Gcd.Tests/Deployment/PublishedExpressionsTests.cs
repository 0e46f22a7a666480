using System.Net;
using System.Text.RegularExpressions;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Deployment;

/// <summary>Rules and dashboard ask for nothing that Gcd does not have.</summary>
public sealed partial class PublishedExpressionsTests
{
    // Prometheus sets these itself.
    private static readonly string[] OfPrometheus = ["job", "instance", "le"];

    [SkippableFact]
    public async Task Rules_and_dashboard_use_only_metrics_labels_and_values_that_gcd_has()
    {
        var metrics = await AfterUsingEverythingAsync();
        var recorded = PublishedExpressions.Recorded();
        var expressions = PublishedExpressions.OfTheRules().Concat(PublishedExpressions.OfTheDashboard()).ToList();
        Assert.True(expressions.Count > 50, $"Only {expressions.Count} expressions were found.");
        foreach (var (metric, conditions) in expressions.SelectMany(PublishedExpressions.Selectors).Where(selector => selector.Metric != "up" && !recorded.Contains(selector.Metric)))
        {
            var series = metrics.LabelsOf(metric);
            Assert.True(series.Count > 0, $"{metric} does not exist.");
            foreach (var (label, comparison, value) in PublishedExpressions.Conditions(conditions).Where(condition => !OfPrometheus.Contains(condition.Label)))
            {
                Assert.True(series.All(labels => labels.Any(pair => pair.StartsWith($"{label}=", StringComparison.Ordinal))), $"{metric} has no label {label}.");
                if (PlainValues().IsMatch(value))
                {
                    Assert.All(value.Split('|'), one => Assert.True(series.Any(labels => labels.Contains($"{label}=\"{one}\"")), $"{metric} never has {label}{comparison}\"{one}\"."));
                }
            }
        }
    }

    [Theory]
    [InlineData("up{job=\"gcd\"} == 0", "up")]
    [InlineData("sum by (job, le) (rate(a_b{x=~\"5..\"}[5m])) / (c:d:rate5m > 0) and e * 100 unless f offset 1d", "a_b c:d:rate5m e f")]
    [InlineData("histogram_quantile(0.95, sum by (le) (rate(g_bucket{$x}[$__rate_interval])))", "g_bucket")]
    [InlineData("label_values(h{job=\"$job\"}, instance)", "h")]
    [InlineData("label_values(i, job)", "i")]
    public void The_metrics_of_an_expression_are_found(string expression, string metrics) =>
        Assert.Equal(metrics.Split(' '), PublishedExpressions.Selectors(expression).Select(selector => selector.Metric));

    /// <summary>A run in which every route was asked, and what the rules know by its status.</summary>
    private static async Task<Exposition> AfterUsingEverythingAsync()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        foreach (var path in new[] { "/", "/auth", "/oauth2callback", "/me", "/download", "/download?format=json", "/health", "/metrics", "/privacy_policy" })
        {
            using var reply = await world.GetAsync(path, token);
            await reply.Content.ReadAsStringAsync();
        }

        // A download over HTTP/1.0, which is refused.
        await Tool.RunAsync(Tool.Require("curl"), "-s", "--http1.0", "-H", $"Authorization: Bearer {token}", new Uri(world.Address, "/download").AbsoluteUri);
        using (var revoked = await world.SendAsync(HttpMethod.Post, "/token/revoke", token))
        {
            Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        }

        // A request is counted after its reply.
        var metrics = await Exposition.ReadAsync(world);
        await Eventually.TrueAsync(async () =>
        {
            metrics = await Exposition.ReadAsync(world);
            return metrics.Text.Contains("status_code=\"505\"", StringComparison.Ordinal) && metrics.Text.Contains("endpoint=\"/token/revoke\"", StringComparison.Ordinal);
        });
        return metrics;
    }

    /// <summary>A value, or several with a bar between, and no pattern.</summary>
    [GeneratedRegex(@"^[\w/|]+$")]
    private static partial Regex PlainValues();
}
