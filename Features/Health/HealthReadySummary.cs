using FastEndpoints;
using Gcd.Infrastructure.Google;

namespace Gcd.Features.Health;

internal sealed class HealthReadySummary : Summary<HealthReadyEndpoint>
{
    public HealthReadySummary()
    {
        Summary = "People can sign in and download now";
        Description = "For load balancers: an instance that is not ready should get no requests.";
        Response(200, "Ready.", example: new HealthResponse { Status = "ready" });
        Response(503, "Not ready; `error` says why. This is not a problem object.", example: new HealthResponse { Status = "not ready", Error = CredentialsFile.NotFound });
    }
}
