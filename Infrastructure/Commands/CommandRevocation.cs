using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace Gcd.Infrastructure.Commands;

/// <summary>What ends a grant at Google, for a command in a process of its own; in the service it is the service's.</summary>
internal sealed class CommandRevocation : IDisposable
{
    private readonly SharedGoogleHttp http;

    public CommandRevocation(StoreHandle opened, GcdSettings settings)
    {
        var time = TimeProvider.System;
        var metrics = new GoogleMetrics(Metrics.NewCustomRegistry(), time);
        var credentials = new CredentialsFile(settings, NullLogger<CredentialsFile>.Instance);
        http = new SharedGoogleHttp(isCompressed: false, time);
        var retry = new GoogleRetry(time, metrics, new GoogleBackOff(firstWait: TimeSpan.FromMilliseconds(500), quotaWait: TimeSpan.FromSeconds(30)));
        var google = new GoogleOAuth(credentials, http, retry, metrics, settings, time);
        Revocation = new Revocation(opened.Store, new GrantSealer(opened.Keys.Ring), google, opened.Locks, new ExchangesInFlight(opened.Locks), NullLogger<Revocation>.Instance);
    }

    public Revocation Revocation { get; }

    public void Dispose() => http.Dispose();
}
