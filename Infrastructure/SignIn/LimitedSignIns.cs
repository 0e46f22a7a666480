using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.SignIn;

/// <summary>Marks the routes of a sign-in, which <see cref="SignInLimit"/> counts.</summary>
internal static class LimitedSignIns
{
    public static RouteHandlerBuilder LimitsSignIns(this RouteHandlerBuilder route)
    {
        route.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.RequestServices.GetRequiredService<SignInLimit>().Count(http) is not { } wait)
            {
                return await next(context);
            }

            await Problems.WriteAsync(http, SignInLimit.TooMany(wait));
            return Results.Empty;
        });
        return route;
    }
}
