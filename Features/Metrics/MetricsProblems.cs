using Gcd.Infrastructure.Http;

namespace Gcd.Features.Metrics;

internal static class MetricsProblems
{
    public static readonly Problem TokenNeeded = new(
        StatusCodes.Status401Unauthorized,
        "metrics-token",
        "Authentication required",
        "The metrics are for those who hold METRICS_TOKEN.",
        "Send the header Authorization: Bearer <METRICS_TOKEN>. Prometheus does that with authorization: { credentials_file: ... } in its scrape configuration.");
}
