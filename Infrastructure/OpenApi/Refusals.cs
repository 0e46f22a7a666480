using FastEndpoints;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>Refusals in the summary of an endpoint: the very objects that the service sends are the document's examples.</summary>
internal static class Refusals
{
    private const string RequestId = "6f3a1c09e2d84b7f9a50b1c2d3e4f506";

    public static void Refuses(this EndpointSummary summary, params IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            summary.Response(problem.Status, contentType: Problems.MediaType, example: ProblemDocument.Of(problem, RequestId));
            if (problem.RetryAfter is not null)
            {
                summary.Header(problem.Status, "Retry-After", "Seconds to wait before the next try; absent if waiting does not help.", 30);
            }

            if (problem.Status == StatusCodes.Status403Forbidden)
            {
                summary.Header(problem.Status, "WWW-Authenticate", "The missing permission (RFC 6750).", BearerHandler.InsufficientScope(problem.Error));
            }
        }
    }

    public static void Header(this EndpointSummary summary, int status, string name, string description, object example) =>
        summary.ResponseHeaders.Add(new ResponseHeader(status, name) { Description = description, Example = example });

    /// <summary>What middleware answers before any endpoint.</summary>
    public static void RefusesLikeEveryRoute(this EndpointSummary summary) =>
        summary.Refuses(ErrorReplies.HostNotAllowed, ErrorReplies.BadRequest, ErrorReplies.InternalError(RequestId));

    /// <summary>What comes with a Bearer token.</summary>
    public static void RefusesTokens(this EndpointSummary summary)
    {
        summary.Refuses(
            TokenProblems.Missing, TokenProblems.Invalid, TokenProblems.MalformedBasic, TokenProblems.Repeated, TokenProblems.TooMany(TimeSpan.FromSeconds(10)), StoreUnavailableReply.Problem("The disk is full."));
        foreach (var status in (int[])[TokenProblems.Missing.Status, TokenProblems.Repeated.Status])
        {
            summary.Header(
                status,
                "WWW-Authenticate",
                "How to authenticate (RFC 6750): only the realm if no token came, `error=\"invalid_token\"` if it is not valid, `error=\"invalid_request\"` if several came.",
                BearerHandler.InvalidToken("The access token is unknown, expired or revoked"));
        }
    }
}
