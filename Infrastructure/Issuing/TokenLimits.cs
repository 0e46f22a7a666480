using Gcd.Infrastructure.Exports;

namespace Gcd.Infrastructure.Issuing;

/// <summary>What a program's token is to be, for the pages before and after the sign-in; labels and name as the program gave them.</summary>
public sealed record TokenLimits
{
    public required string? Name { get; init; }

    public required IReadOnlyList<string> Formats { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<string> Has { get; init; }

    public required int? ExpiresInDays { get; init; }

    internal static TokenLimits? For(WantedToken? wanted) => wanted is null ? null : new TokenLimits
    {
        Name = TokenName.Clean(wanted.Name),
        Formats = [.. wanted.Formats.Select(format => ExportFormats.Find(format)?.Name ?? format)],
        Labels = wanted.Labels,
        Has = wanted.Has,
        ExpiresInDays = wanted.ExpiresInDays,
    };
}
