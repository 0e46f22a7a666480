namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// The sign-ins whose code is being exchanged now. Ending a grant at Google kills what Google gave a moment ago as well,
/// and whose sign-in it is stands in the reply only; so whoever ends a grant lets these be saved first.
/// </summary>
internal sealed class ExchangesInFlight
{
    // Longer than an exchange that goes well; one that does not must not hold up a revocation.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private readonly HashSet<TaskCompletionSource> running = [];

    /// <summary>From just before the exchange until the sign-in is saved or has failed.</summary>
    public IDisposable Begin()
    {
        var exchange = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (running)
        {
            running.Add(exchange);
        }

        return new Running(this, exchange);
    }

    /// <summary>Waits until those that run now are over, but not for ever.</summary>
    public async Task WhenOverAsync(CancellationToken ct)
    {
        Task[] now;
        lock (running)
        {
            now = [.. running.Select(exchange => exchange.Task)];
        }

        try
        {
            await Task.WhenAll(now).WaitAsync(LongestWait, ct);
        }
        catch (TimeoutException)
        {
            // The grant is ended all the same; the person signs in again in the worst case.
        }
    }

    private sealed class Running(ExchangesInFlight exchanges, TaskCompletionSource exchange) : IDisposable
    {
        public void Dispose()
        {
            lock (exchanges.running)
            {
                exchanges.running.Remove(exchange);
            }

            exchange.TrySetResult();
        }
    }
}
