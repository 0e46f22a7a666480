using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>A reply with one status: in which forms it comes, and with which headers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">When it comes, and what it means; CommonMark.</param>
internal sealed record ReplyDescription(int Status, string Text)
{
    public IReadOnlyList<ContentDescription> Contents { get; init; } = [];

    public IReadOnlyDictionary<string, OpenApiHeader> Headers { get; init; } = new Dictionary<string, OpenApiHeader>();
}
