using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Metrics;

/// <summary>GET /metrics in the published document.</summary>
internal static class MetricsDescription
{
    public static readonly OperationDescription Operation = new(
        "getMetrics",
        DocumentTags.Service,
        "Numbers for Prometheus",
        "Operators usually keep it from strangers: by `METRICS_TOKEN`, which then stands in `Authorization: Bearer`, or by a port of its own. No person's token opens it. Labels never hold an address, a name or a path.")
    {
        MayNeedMetricsToken = true,
        // The one where METRICS_TOKEN is set, the other where METRICS_PORT is.
        Problems = [MetricsProblems.TokenNeeded, ErrorReplies.NotFound],
        Replies =
        [
            new ReplyDescription(StatusCodes.Status200OK, "The numbers now.")
            {
                Contents =
                [
                    ContentDescription.Text(
                        "text/plain",
                        "Prometheus' text format 0.0.4",
                        "# HELP gcd_registered_users_total People with stored credentials\n# TYPE gcd_registered_users_total gauge\ngcd_registered_users_total 3\n"),
                ],
            },
        ],
    };
}
