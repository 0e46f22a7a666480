namespace Gcd.Infrastructure.Http;

internal static class RefusedRoutes
{
    /// <summary>Looks at each request before its endpoint, which does not run when there is a problem: that is the reply.</summary>
    /// <param name="route">The route to guard.</param>
    /// <param name="find">The problem of a request, or null to let it in.</param>
    public static RouteHandlerBuilder RefuseWhere(this RouteHandlerBuilder route, Func<HttpContext, ValueTask<Problem?>> find)
    {
        route.AddEndpointFilter(async (context, next) =>
        {
            if (await find(context.HttpContext) is not { } problem)
            {
                return await next(context);
            }

            await Problems.WriteAsync(context.HttpContext, problem);
            return Results.Empty;
        });
        return route;
    }
}
