using System.Text;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Tokens;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>Puts the refusals of an operation into replies: one a status, each kind of problem with its example.</summary>
internal static class ProblemReplies
{
    private const string RequestId = "6f3a1c09e2d84b7f9a50b1c2d3e4f506";

    // From the middleware before any endpoint, so they are everybody's.
    private static readonly Problem[] OfEveryRoute = [ErrorReplies.HostNotAllowed, ErrorReplies.BadRequest, ErrorReplies.InternalError(RequestId)];

    private static readonly Problem[] OfEveryToken =
    [
        TokenProblems.Missing, TokenProblems.Invalid, TokenProblems.Repeated, TokenProblems.TooMany(TimeSpan.FromSeconds(10)), StoreUnavailableReply.Problem("The disk is full."),
    ];

    public static IEnumerable<ReplyDescription> Of(OperationDescription operation) =>
        operation.Problems
            .Concat(operation.NeedsToken ? OfEveryToken : [])
            .Concat(OfEveryRoute)
            .DistinctBy(problem => (problem.Status, problem.Code))
            .GroupBy(problem => problem.Status)
            .Select(group => Of(group.Key, [.. group], operation));

    private static ReplyDescription Of(int status, IReadOnlyList<Problem> problems, OperationDescription operation)
    {
        var contents = new List<ContentDescription>
        {
            ContentDescription.JsonAs(
                Problems.MediaType,
                ProblemJson.Default.ProblemDocument,
                problems.Select(problem => (problem.Code, problem.Error, ProblemDocument.Of(problem, RequestId)))),
        };
        // A request with a token is a program's, whatever it accepts; and who accepts a page gets no 406.
        if ((!operation.NeedsToken && status != StatusCodes.Status406NotAcceptable) || status is StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized or StatusCodes.Status500InternalServerError)
        {
            contents.Add(ContentDescription.Page("The same as a page, for a browser", ReasonPhrases.GetReasonPhrase(status)));
        }

        return new ReplyDescription(status, Text(status, problems)) { Contents = contents, Headers = Headers(status, problems, operation) };
    }

    private static string Text(int status, IReadOnlyList<Problem> problems)
    {
        var text = new StringBuilder($"{ReasonPhrases.GetReasonPhrase(status)}. The member `type` tells which:\n");
        foreach (var problem in problems)
        {
            text.Append($"\n- `{ProblemDocument.TypeOf(problem)}`: {problem.Error}");
        }

        return text.ToString();
    }

    private static Dictionary<string, OpenApiHeader> Headers(int status, IReadOnlyList<Problem> problems, OperationDescription operation)
    {
        var headers = new Dictionary<string, OpenApiHeader>();
        if (status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden || problems.Contains(TokenProblems.Repeated))
        {
            headers["WWW-Authenticate"] = operation.MayNeedMetricsToken ? ReplyHeaders.WwwAuthenticateForMetrics : ReplyHeaders.WwwAuthenticate(status);
        }

        if (problems.Any(problem => problem.RetryAfter is not null))
        {
            headers["Retry-After"] = ReplyHeaders.RetryAfter(isAlwaysThere: problems.All(problem => problem.RetryAfter is not null));
        }

        return headers;
    }
}
