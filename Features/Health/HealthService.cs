using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Health;

/// <summary>Whether people can sign in and download now: the store answers and the credentials file can be used.</summary>
internal sealed class HealthService(ITokenStore store, CredentialsFile credentials)
{
    /// <returns>Null when all is well, else what is not, without paths.</returns>
    public async Task<string?> FaultAsync(CancellationToken ct)
    {
        try
        {
            await store.ProbeAsync(ct);
        }
        catch (StoreUnavailableException)
        {
            return "The token store is not available. The log has the cause.";
        }

        return credentials.Read().Fault;
    }

    public async Task<HealthResponse> ReportAsync(CancellationToken ct)
    {
        var fault = await FaultAsync(ct);
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
