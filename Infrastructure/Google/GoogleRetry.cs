namespace Gcd.Infrastructure.Google;

/// <summary>At most four tries within 60 seconds, 10 seconds a try; Google's Retry-After where given, else exponential back-off with jitter.</summary>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts every try.</param>
/// <param name="firstWait">The wait before the second try, where Google names none; each further wait is about twice as long.</param>
/// <param name="oneTry">How long a try may take; null for ten seconds.</param>
internal sealed class GoogleRetry(TimeProvider time, GoogleMetrics metrics, TimeSpan firstWait, TimeSpan? oneTry = null)
{
    private const int MostTries = 4;
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    /// <summary>Runs the call until it succeeds, or fails for good.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="run">One try.</param>
    /// <param name="ct">Ends all tries.</param>
    /// <param name="isWorthATry">Narrows what is tried again, for a call that must not be repeated blindly.</param>
    /// <exception cref="GoogleFaultException">The last try's fault.</exception>
    public async Task<T> ExecuteAsync<T>(GoogleCall call, Func<CancellationToken, Task<T>> run, CancellationToken ct, Func<GoogleFaultException, bool>? isWorthATry = null)
    {
        using var whole = new CancellationTokenSource(Whole, time);
        var started = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            TimeSpan wait;
            try
            {
                return await metrics.MeasureAsync(call, () => TryAsync(run, whole.Token, ct), ct);
            }
            catch (GoogleFaultException fault) when (tries < MostTries && fault.IsTransient && isWorthATry?.Invoke(fault) != false)
            {
                wait = fault.RetryAfter ?? WaitAfter(tries);
                // A wait that ends after the deadline only delays the bad news.
                if (time.GetElapsedTime(started) + wait >= Whole)
                {
                    throw;
                }
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

    private TimeSpan WaitAfter(int tries)
    {
        var wait = firstWait * Math.Pow(2, tries - 1) * (0.75 + Random.Shared.NextDouble() / 2);
        return wait < LongestWait ? wait : LongestWait;
    }
}
