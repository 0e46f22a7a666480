using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Issuing;

/// <summary>Marks routes that only a token without limits opens.</summary>
internal static class AllRights
{
    public static RouteHandlerBuilder NeedsAllRights(this RouteHandlerBuilder route)
    {
        route.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.CurrentToken().Token.Rights is null)
            {
                return await next(context);
            }

            http.Response.Headers.WWWAuthenticate = BearerHandler.InsufficientScope(IssueProblems.Limited.Error);
            await Problems.WriteAsync(http, IssueProblems.Limited);
            return Results.Empty;
        });
        return route;
    }
}
