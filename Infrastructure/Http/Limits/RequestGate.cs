using System.Collections.Concurrent;
using FastEndpoints;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace Gcd.Infrastructure.Http.Limits;

/// <summary>
/// LIMIT_REQUESTS: how many requests are under way at once in this process, and half of that for one route, so that requests which wait for
/// Google leave room for others. Who comes above it is refused at once, so that those who were let in are answered soon, and health checks
/// too. Downloads leave it when they begin, for they have limits of their own.
/// </summary>
internal sealed partial class RequestGate(GcdSettings settings, TimeProvider time, ILogger<RequestGate> logger)
{
    // A line for each would be the next thing that the machine is too slow for.
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly Count all = new();
    private readonly ConcurrentDictionary<Endpoint, Count> routes = [];
    private readonly Lock telling = new();
    private long refusedSinceLine;
    private DateTimeOffset lineAt;

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

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        // A body may take its time to come; some hundred slow ones would keep everybody else out.
        if (settings.Limits.Requests is not { } most
            || UngatedRoute.Is(context.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>())
            || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            await next(context);
            return;
        }

        var endpoint = context.GetEndpoint();
        var place = new Place(all, endpoint is null ? null : routes.GetOrAdd(endpoint, static _ => new Count()));
        try
        {
            if (place.IsAbove(most))
            {
                place.Leave();
                Tell(most);
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

    private void Tell(int most)
    {
        long refused;
        lock (telling)
        {
            refusedSinceLine++;
            var now = time.GetUtcNow();
            // Either way, for a clock may be set back.
            if ((now - lineAt).Duration() < BetweenLines)
            {
                return;
            }

            lineAt = now;
            (refused, refusedSinceLine) = (refusedSinceLine, 0);
        }

        Log.Overloaded(logger, refused, most);
    }

    private sealed class Count
    {
        public int UnderWay;
    }

    private sealed class Place
    {
        private readonly Count all;
        private readonly Count? route;
        private readonly int ofAll;
        private readonly int ofRoute;
        private int hasLeft;

        public Place(Count all, Count? route)
        {
            (this.all, this.route) = (all, route);
            ofAll = Interlocked.Increment(ref all.UnderWay);
            ofRoute = route is null ? 0 : Interlocked.Increment(ref route.UnderWay);
        }

        public bool IsAbove(int most) => ofAll > most || ofRoute > (most + 1) / 2;

        public void Leave()
        {
            if (Interlocked.Exchange(ref hasLeft, 1) == 0)
            {
                Interlocked.Decrement(ref all.UnderWay);
                if (route is not null)
                {
                    Interlocked.Decrement(ref route.UnderWay);
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Requests refused since the last such line: {Refused}. Too many were under way; LIMIT_REQUESTS is {Limit}, and half of that for one route. Add an instance, or take a larger machine", EventName = "Overloaded")]
        public static partial void Overloaded(ILogger logger, long refused, int limit);
    }
}
