using FastEndpoints;

namespace Gcd.Features.Health;

internal sealed class HealthLiveSummary : Summary<HealthLiveEndpoint>
{
    public HealthLiveSummary()
    {
        Summary = "The process answers";
        Description = "What it depends on does not count, since a restart would not repair that.";
        Response(200, "The process answers.", example: new HealthResponse { Status = "live" });
    }
}
