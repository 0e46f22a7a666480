namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// The sign-ins whose code is being exchanged now, on any instance. Ending a grant at Google kills what Google gave a moment
/// ago as well, and whose sign-in it is stands in the reply only; so whoever ends a grant lets these be saved first.
/// </summary>
internal sealed class ExchangesInFlight(IUserLocks locks)
{
    // No subject of Google's has a slash.
    private const string Prefix = "exchange/";

    /// <summary>Longer than an exchange that goes well; one that does not must not hold up a revocation.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From just before the exchange until the sign-in is saved or has failed.</summary>
    public ValueTask<IAsyncDisposable> BeginAsync(string nonce, CancellationToken ct) => locks.AcquireAsync(Prefix + nonce, ct);

    /// <summary>Waits until those that run now are over, but not for ever.</summary>
    public async Task WhenOverAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(LongestWait);
        try
        {
            foreach (var exchange in await locks.HeldAsync(Prefix, limit.Token))
            {
                await using var over = await locks.AcquireAsync(exchange, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The grant is ended all the same; the person signs in again in the worst case.
        }
    }
}
