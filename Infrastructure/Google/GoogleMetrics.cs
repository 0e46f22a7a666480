using System.Text.Json;
using Gcd.Infrastructure.Memory;
using Prometheus;

namespace Gcd.Infrastructure.Google;

/// <summary>Counts and times every single try of a call to Google. All series exist from the start: operations and outcomes are closed sets.</summary>
internal sealed class GoogleMetrics
{
    private static readonly string[] Calls = [.. Enum.GetNames<GoogleCall>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
    private static readonly string[] Outcomes = [.. Enum.GetNames<GoogleOutcome>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
    private readonly TimeProvider time;
    private readonly Counter requests;
    private readonly Histogram durations;
    private readonly Counter retries;
    private readonly Counter deadGrants;

    public GoogleMetrics(CollectorRegistry registry, TimeProvider time)
    {
        this.time = time;
        var factory = Metrics.WithCustomRegistry(registry);
        requests = factory.CreateCounter("gcd_google_requests_total", "Calls to Google by operation and outcome; every try counts.", "operation", "outcome");
        durations = factory.CreateHistogram("gcd_google_request_duration_seconds", "How long calls to Google took; every try counts.", "operation");
        retries = factory.CreateCounter("gcd_google_retries_total", "Calls to Google that were tried again, by operation.", "operation");
        deadGrants = factory.CreateCounter("gcd_dead_grants_total", "Grants that Google called dead; their people have to sign in again.");
        foreach (var call in Enum.GetValues<GoogleCall>())
        {
            durations.WithLabels(Label(call));
            retries.WithLabels(Label(call));
            foreach (var outcome in Enum.GetValues<GoogleOutcome>())
            {
                requests.WithLabels(Label(call), Label(outcome));
            }
        }
    }

    /// <summary>Runs one try, and counts how it ended.</summary>
    /// <param name="call">What is asked.</param>
    /// <param name="run">The try; it may have a shorter time than the caller's patience.</param>
    /// <param name="caller">Whoever waits; a try that ends while this goes on ran out of time.</param>
    public async Task<T> MeasureAsync<T>(GoogleCall call, Func<Task<T>> run, CancellationToken caller)
    {
        var started = time.GetTimestamp();
        var outcome = GoogleOutcome.Malformed;
        try
        {
            var answer = await run();
            outcome = GoogleOutcome.Success;
            return answer;
        }
        catch (GoogleFaultException fault)
        {
            outcome = Of(fault.Kind);
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = caller.IsCancellationRequested ? GoogleOutcome.Cancelled : GoogleOutcome.Timeout;
            throw;
        }
        catch (DownloadMemoryException)
        {
            outcome = GoogleOutcome.Cancelled;
            throw;
        }
        finally
        {
            requests.WithLabels(Label(call), Label(outcome)).Inc();
            durations.WithLabels(Label(call)).Observe(time.GetElapsedTime(started).TotalSeconds);
        }
    }

    public void CountRetry(GoogleCall call) => retries.WithLabels(Label(call)).Inc();

    public void CountDeadGrant() => deadGrants.Inc();

    private static GoogleOutcome Of(GoogleFaultKind kind) => kind switch
    {
        GoogleFaultKind.SignInAgain or GoogleFaultKind.BadCode => GoogleOutcome.InvalidGrant,
        GoogleFaultKind.ClientRefused => GoogleOutcome.ClientRefused,
        GoogleFaultKind.TokenRejected => GoogleOutcome.TokenRejected,
        GoogleFaultKind.RateLimited => GoogleOutcome.RateLimited,
        GoogleFaultKind.ServerError or GoogleFaultKind.Unavailable => GoogleOutcome.ServerError,
        GoogleFaultKind.Timeout => GoogleOutcome.Timeout,
        GoogleFaultKind.Unreachable => GoogleOutcome.Unreachable,
        GoogleFaultKind.Malformed or GoogleFaultKind.PageTooLarge or GoogleFaultKind.ContactTooLarge => GoogleOutcome.Malformed,
        _ => GoogleOutcome.Refused,
    };

    private static string Label(GoogleCall call) => Calls[(int)call];

    private static string Label(GoogleOutcome outcome) => Outcomes[(int)outcome];
}
