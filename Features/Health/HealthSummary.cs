using FastEndpoints;
using Gcd.Infrastructure.Google;

namespace Gcd.Features.Health;

internal sealed class HealthSummary : Summary<HealthEndpoint>
{
    public HealthSummary()
    {
        Summary = "State of the service and number of users";
        Description = "The earlier service's health check, with its members and types.";
        var healthy = new HealthResponse { Status = "healthy", CredentialsPath = "True", TokensDir = "tokens", AuthenticatedUsers = 2 };
        Response(200, "The service works.", example: healthy);
        Response(503, "The service does not work; `error` says why. This is not a problem object.", example: healthy with { Status = "unhealthy", CredentialsPath = "False", Error = CredentialsFile.NotFound });
    }
}
