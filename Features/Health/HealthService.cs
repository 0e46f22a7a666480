using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Health;

/// <summary>The earlier service's health report.</summary>
internal sealed class HealthService(Readiness readiness, ITokenStore store, CredentialsFile credentials)
{
    public async Task<HealthResponse> ReportAsync(CancellationToken ct)
    {
        var fault = await readiness.ReasonNotToSendAsync(ct);
        return new HealthResponse
        {
            Status = fault is null ? "healthy" : "unhealthy",
            CredentialsPath = credentials.Exists ? "True" : "False",
            TokensDir = "tokens",
            AuthenticatedUsers = store.Counts.Users,
            Error = fault,
        };
    }
}
