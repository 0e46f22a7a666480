using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Gcd.Infrastructure.Http;

/// <summary>A refusal, with the members of RFC 9457 and the earlier service's `error` and `solution`. Programs look at `type` and `status`; the texts are for people and may change.</summary>
internal sealed record ProblemDocument
{
    /// <summary>Names the kind of problem, `urn:gcd:problem:` and a word; it stays the same.</summary>
    public required string Type { get; init; }

    /// <summary>The words of the HTTP status.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Why it happened, in a sentence or two.</summary>
    public required string Detail { get; init; }

    /// <summary>What went wrong, in a few words.</summary>
    public required string Error { get; init; }

    /// <summary>What to do next. It begins with "For the operator" where only the operator can help.</summary>
    public required string Solution { get; init; }

    /// <summary>Steps and facts that help, each under a short name; only where a sign-in was refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Troubleshooting { get; init; }

    /// <summary>Names the request in the service's log, as the header `X-Request-Id` of the reply does; the operator asks for it.</summary>
    public required string RequestId { get; init; }

    public static ProblemDocument Of(Problem problem, string requestId) => new()
    {
        Type = TypeOf(problem),
        Title = ReasonPhrases.GetReasonPhrase(problem.Status),
        Status = problem.Status,
        Detail = problem.Detail,
        Error = problem.Error,
        Solution = problem.Solution,
        Troubleshooting = problem.Troubleshooting,
        RequestId = requestId,
    };

    public static string TypeOf(Problem problem) => $"urn:gcd:problem:{problem.Code}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ProblemJson : JsonSerializerContext;
