using System.Globalization;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Issuing;

/// <summary>A token or link as somebody asks for it, in their own words; nothing of it was checked.</summary>
internal sealed record WantedToken
{
    public TokenKind Kind { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>By name in any case, or by resource name.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    public IReadOnlyList<string> Has { get; init; } = [];

    /// <summary>Null for as long as the operator allows.</summary>
    public int? ExpiresInDays { get; init; }

    /// <summary>A number as a query or a form sends it. What is no number is refused as a number that cannot be.</summary>
    public static int? ReadDays(string? text) =>
        string.IsNullOrEmpty(text) ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0;
}
