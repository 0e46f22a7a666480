using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Telemetry;

/// <summary>Whether people can sign in and download now: the store answers and the credentials file can be used.</summary>
internal sealed class Readiness(ITokenStore store, CredentialsFile credentials)
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
}
