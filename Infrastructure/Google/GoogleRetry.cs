namespace Gcd.Infrastructure.Google;

/// <summary>Tries a call to Google until it succeeds, or <see cref="GoogleBackOff"/> knows of no wait that helps; 10 seconds a try.</summary>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts every try.</param>
/// <param name="backOff">When to try again.</param>
/// <param name="oneTry">How long a try may take; null for ten seconds.</param>
internal sealed class GoogleRetry(TimeProvider time, GoogleMetrics metrics, GoogleBackOff backOff, TimeSpan? oneTry = null)
{
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(10);

    /// <summary>Runs the call until it succeeds, or fails for good.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="run">One try.</param>
    /// <param name="ct">Ends all tries.</param>
    /// <param name="isWorthATry">Narrows what is tried again, for a call that must not be repeated blindly.</param>
    /// <exception cref="GoogleFaultException">The last try's fault.</exception>
    public async Task<T> ExecuteAsync<T>(GoogleCall call, Func<CancellationToken, Task<T>> run, CancellationToken ct, Func<GoogleFaultException, bool>? isWorthATry = null)
    {
        using var whole = new CancellationTokenSource(GoogleBackOff.Whole, time);
        var started = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            TimeSpan wait;
            try
            {
                return await metrics.MeasureAsync(call, () => TryAsync(run, whole.Token, ct), ct);
            }
            catch (GoogleFaultException fault) when (isWorthATry?.Invoke(fault) != false && backOff.WaitAfter(fault, tries, time.GetElapsedTime(started)) is { } next)
            {
                wait = next;
            }

            metrics.CountRetry(call);
            await Task.Delay(wait, time, ct);
        }
    }

    private async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken whole, CancellationToken ct)
    {
        using var one = new CancellationTokenSource(oneTry ?? OneTry, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(one.Token, whole, ct);
        try
        {
            return await run(any.Token);
        }
        catch (OperationCanceledException tooLong) when (any.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new GoogleFaultException(GoogleFaultKind.Timeout, "Google took too long to answer.", tooLong);
        }
    }
}
