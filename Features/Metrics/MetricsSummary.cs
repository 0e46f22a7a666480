using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Metrics;

internal sealed class MetricsSummary : Summary<MetricsEndpoint>
{
    public MetricsSummary()
    {
        Summary = "Numbers for Prometheus";
        Description = "Operators usually keep it from strangers: by `METRICS_TOKEN`, which then is the token in `Authorization: Bearer`, or by a port of its own. Nobody's access token opens it. Labels never hold an address, a name or a path.";
        Response(
            200,
            "The numbers now, in Prometheus' text format 0.0.4.",
            "text/plain",
            "# HELP gcd_registered_users_total People with stored credentials\n# TYPE gcd_registered_users_total gauge\ngcd_registered_users_total 3\n");
        // The one if METRICS_TOKEN is set, the other if METRICS_PORT is. The token is not in the document's security: Swagger UI would ask everybody for it.
        this.Refuses(MetricsProblems.TokenNeeded, ErrorReplies.NotFound);
        this.Header(
            401,
            "WWW-Authenticate",
            "The metrics need `METRICS_TOKEN`: only the realm if no token came, `error=\"invalid_token\"` if another one came.",
            "Bearer realm=\"Gcd metrics\"");
    }
}
