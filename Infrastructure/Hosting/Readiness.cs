using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Hosting;

/// <summary>Whether people can sign in and download now: the store answers, the credentials file can be used, and nobody told Gcd to stop.</summary>
internal sealed class Readiness(ITokenStore store, CredentialsFile credentials, IHostApplicationLifetime lifetime)
{
    /// <summary>Whether Gcd was told to stop; it still answers for DRAIN_SECONDS.</summary>
    public bool IsDraining => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>For whoever decides where to send requests.</summary>
    /// <returns>Null when they may come here, else why not, without paths.</returns>
    public async Task<string?> ReasonNotToSendAsync(CancellationToken ct) =>
        IsDraining ? "Gcd is draining: it is stopping, and still answers for a moment." : await FaultAsync(ct);

    /// <summary>For people and operators.</summary>
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
