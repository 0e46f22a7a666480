using Gcd.Infrastructure.Http;

namespace Gcd.Features.Metrics;

internal static class MetricsProblems
{
    public static readonly Problem TokenNeeded = new(
        StatusCodes.Status401Unauthorized,
        "metrics-token",
        "Authentication required",
        "Metrics are protected by METRICS_TOKEN.",
        "Send the header Authorization: Bearer <METRICS_TOKEN>. For Prometheus, set authorization: { credentials_file: ... } in the scrape configuration.");
}
