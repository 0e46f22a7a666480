using FastEndpoints;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace Gcd.Infrastructure.Http.Limits;

/// <summary>
/// LIMIT_REQUESTS: how many requests are under way at once in this process. Who comes above it is refused at once, so that those who were let
/// in are answered soon, and health checks too. Downloads leave it when they begin, for they have limits of their own.
/// </summary>
internal sealed class RequestGate(GcdSettings settings)
{
    private int underWay;

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

        var place = new Place(this);
        try
        {
            if (Interlocked.Increment(ref underWay) > most)
            {
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

    private sealed class Place(RequestGate gate)
    {
        private int hasLeft;

        public void Leave()
        {
            if (Interlocked.Exchange(ref hasLeft, 1) == 0)
            {
                Interlocked.Decrement(ref gate.underWay);
            }
        }
    }
}
