using System.Text.Json.Serialization;

namespace Gcd.Infrastructure.Http;

/// <summary>A problem as it goes out: RFC 9457's members, and the earlier service's <c>error</c> and <c>solution</c>, and the request's name in the log.</summary>
internal sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Error,
    string Solution,
    string RequestId,
    IReadOnlyDictionary<string, string>? Troubleshooting);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ProblemJson : JsonSerializerContext;
