using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Issuing;

/// <summary>Marks routes that only a token without limits opens.</summary>
internal static class AllRights
{
    public static RouteHandlerBuilder NeedsAllRights(this RouteHandlerBuilder route) => route.RefuseWhere(http =>
    {
        if (http.CurrentToken().Token.Rights is null)
        {
            return new((Problem?)null);
        }

        http.Response.Headers.WWWAuthenticate = BearerHandler.InsufficientScope(IssueProblems.Limited.Error);
        return new(IssueProblems.Limited);
    });
}
