using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FastEndpoints;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace Gcd.Infrastructure.Http.Limits;

/// <summary>
/// LIMIT_REQUESTS: how many requests are under way at once in this process, and half of that for one route, so that requests which wait for
/// Google leave room for others. Who comes above it is refused at once, so that those who were let in are answered soon, and health checks
/// too. Downloads leave it when they begin, for they have limits of their own.
/// </summary>
internal sealed partial class RequestGate : IDisposable
{
    // A line for each would be the next thing that the machine is too slow for.
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly GcdSettings settings;
    private readonly ILogger<RequestGate> logger;
    private readonly ITimer line;
    private readonly StrongBox<int> underWay = new();
    private readonly ConcurrentDictionary<Endpoint, StrongBox<int>> underWayByRoute = [];
    private int refused;

    public RequestGate(GcdSettings settings, TimeProvider time, ILogger<RequestGate> logger)
    {
        (this.settings, this.logger) = (settings, logger);
        line = time.CreateTimer(_ => Tell(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many requests have a place. One leaves it a moment after its reply has gone out.</summary>
    public int UnderWay => underWay.Value;

    public static Problem Overloaded => new(
        StatusCodes.Status503ServiceUnavailable,
        "overloaded",
        "The service has too much to do",
        "More requests are under way than it can answer soon.",
        "Try again after the number of seconds in Retry-After. For the operator: LIMIT_REQUESTS is the limit; more instances or a larger machine carry more.")
    {
        // By chance, so that those who were refused together do not come back together.
        RetryAfter = TimeSpan.FromSeconds(Random.Shared.Next(2, 6)),
    };

    public static void Use(IApplicationBuilder app)
    {
        var gate = app.ApplicationServices.GetRequiredService<RequestGate>();
        app.Use(next => context => gate.PassAsync(context, next));
    }

    /// <summary>The request no longer counts; what it still does is limited elsewhere.</summary>
    public static void Leave(HttpContext context) => context.Features.Get<Place>()?.Leave();

    public void Dispose()
    {
        line.Dispose();
        Tell();
    }

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        // A body may take its time to come; some hundred slow ones would keep everybody else out.
        if (settings.Limits.Requests is not { } most
            || UngatedRoute.Is(endpoint?.Metadata.GetMetadata<EndpointDefinition>())
            || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            await next(context);
            return;
        }

        var place = new Place(underWay, endpoint is null ? null : underWayByRoute.GetOrAdd(endpoint, static _ => new StrongBox<int>()));
        try
        {
            if (place.IsAbove(most))
            {
                place.Leave();
                CountRefused();
                context.Features.Set(TurnedAway.Mark);
                await Problems.WriteAsync(context, Overloaded);
                return;
            }

            context.Features.Set(place);
            await next(context);
        }
        finally
        {
            place.Leave();
        }
    }

    private void CountRefused()
    {
        if (Interlocked.Increment(ref refused) == 1)
        {
            line.Change(BetweenLines, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tell()
    {
        if (Interlocked.Exchange(ref refused, 0) is > 0 and var count)
        {
            Log.Overloaded(logger, count, settings.Limits.Requests);
        }
    }

    private sealed class Place
    {
        private readonly StrongBox<int> underWay;
        private readonly StrongBox<int>? atRoute;
        private readonly int ofAll;
        private readonly int ofRoute;
        private int hasLeft;

        public Place(StrongBox<int> underWay, StrongBox<int>? atRoute)
        {
            (this.underWay, this.atRoute) = (underWay, atRoute);
            ofAll = Interlocked.Increment(ref underWay.Value);
            ofRoute = atRoute is null ? 0 : Interlocked.Increment(ref atRoute.Value);
        }

        public bool IsAbove(int most) => ofAll > most || ofRoute > (most + 1) / 2;

        public void Leave()
        {
            if (Interlocked.Exchange(ref hasLeft, 1) == 0)
            {
                Interlocked.Decrement(ref underWay.Value);
                if (atRoute is not null)
                {
                    Interlocked.Decrement(ref atRoute.Value);
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Requests refused within ten seconds: {Refused}. Too many were under way; LIMIT_REQUESTS is {Limit}, and half of that for one route. Add an instance, or take a larger machine", EventName = "Overloaded")]
        public static partial void Overloaded(ILogger logger, int refused, int? limit);
    }
}
