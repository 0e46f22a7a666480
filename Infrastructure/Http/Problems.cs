using System.Globalization;

namespace Gcd.Infrastructure.Http;

/// <summary>Sends problems: a JSON object to programs, a page with the same content to browsers.</summary>
internal static class Problems
{
    public const string MediaType = "application/problem+json";

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.Headers.CacheControl = "no-store";
        Negotiation.Vary(response);
        if (problem.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(Math.Max(1, wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
        }

        if (Negotiation.WantsHtml(context.Request))
        {
            await context.RequestServices.GetRequiredService<SendProblemPage>()(context, problem);
        }
        else
        {
            await Json.WriteAsync(context, ProblemDocument.Of(problem, context.TraceIdentifier), ProblemJson.Default.ProblemDocument, MediaType);
        }
    }
}
