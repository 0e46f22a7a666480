using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Answers a request with a token that Google did not let succeed, before anything else was sent.</summary>
internal static class GoogleRefusal
{
    public static Task WriteAsync(HttpContext context, GoogleFaultException fault)
    {
        var problem = GoogleProblems.Of(fault);
        context.Response.Headers.WWWAuthenticate = problem.Status switch
        {
            StatusCodes.Status401Unauthorized => BearerHandler.InvalidToken(problem.Error),
            StatusCodes.Status403Forbidden => BearerHandler.InsufficientScope(problem.Error),
            _ => default,
        };
        return Problems.WriteAsync(context, problem);
    }
}
