using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Gcd.Infrastructure.Google;

/// <summary>At most four tries within 60 seconds, 10 seconds a try; Google's Retry-After where given, else exponential back-off with jitter.</summary>
internal sealed class GoogleRetry
{
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OneTry = TimeSpan.FromSeconds(10);
    private static readonly ResiliencePropertyKey<long> Started = new("started");
    private static readonly ResiliencePropertyKey<Func<GoogleFaultException, bool>> Rule = new("rule");
    private static readonly ResiliencePropertyKey<GoogleCall> Call = new("call");
    private readonly TimeProvider time;
    private readonly ResiliencePipeline pipeline;

    /// <param name="time">The clock.</param>
    /// <param name="metrics">Counts the tries after the first.</param>
    /// <param name="firstWait">The wait before the second try, where Google names none; each further wait is twice as long.</param>
    /// <param name="oneTry">How long a try may take; null for ten seconds.</param>
    public GoogleRetry(TimeProvider time, GoogleMetrics metrics, TimeSpan firstWait, TimeSpan? oneTry = null)
    {
        this.time = time;
        pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(Whole)
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 3,
                BackoffType = DelayBackoffType.Exponential,
                Delay = firstWait,
                MaxDelay = TimeSpan.FromSeconds(8),
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthATry(arguments)),
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as GoogleFaultException)?.RetryAfter),
                OnRetry = arguments =>
                {
                    metrics.CountRetry(arguments.Context.Properties.GetValue(Call, default));
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(oneTry ?? OneTry)
            .Build();
    }

    /// <summary>Runs the call until it succeeds, or fails for good.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="run">One try.</param>
    /// <param name="ct">Ends all tries.</param>
    /// <param name="isWorthATry">Narrows what is tried again, for a call that must not be repeated blindly.</param>
    /// <exception cref="GoogleFaultException">The last try's fault.</exception>
    public async Task<T> ExecuteAsync<T>(GoogleCall call, Func<CancellationToken, Task<T>> run, CancellationToken ct, Func<GoogleFaultException, bool>? isWorthATry = null)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(Started, time.GetTimestamp());
        context.Properties.Set(Call, call);
        if (isWorthATry is not null)
        {
            context.Properties.Set(Rule, isWorthATry);
        }

        try
        {
            return await pipeline.ExecuteAsync(static async (context, run) => await run(context.CancellationToken), context, run);
        }
        catch (TimeoutRejectedException tooLong)
        {
            throw new GoogleFaultException(GoogleFaultKind.Timeout, "Google took too long to answer.", tooLong);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool IsWorthATry(RetryPredicateArguments<object> arguments)
    {
        // A wait that ends after the deadline only delays the bad news.
        var properties = arguments.Context.Properties;
        var elapsed = time.GetElapsedTime(properties.GetValue(Started, 0));
        var isNarrowed = properties.TryGetValue(Rule, out var rule);
        return arguments.Outcome.Exception switch
        {
            TimeoutRejectedException => !isNarrowed,
            GoogleFaultException { IsTransient: true } fault => (!isNarrowed || rule!(fault)) && elapsed + (fault.RetryAfter ?? TimeSpan.Zero) < Whole,
            _ => false,
        };
    }
}
