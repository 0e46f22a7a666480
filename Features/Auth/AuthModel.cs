using Gcd.Infrastructure.Issuing;

namespace Gcd.Features.Auth;

/// <summary>What the page in front of Google's shows.</summary>
public sealed record AuthModel
{
    public required string AuthorizationUrl { get; init; }

    public required string RedirectUriUsed { get; init; }

    /// <summary>Whether a program asks for a token of its own.</summary>
    public required bool IsForProgram { get; init; }

    public required string? Name { get; init; }

    public required IReadOnlyList<string> Formats { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<string> Has { get; init; }

    public required int? ExpiresInDays { get; init; }

    internal static AuthModel For(AuthResponse started, WantedToken? wanted) => new()
    {
        AuthorizationUrl = started.AuthorizationUrl,
        RedirectUriUsed = started.RedirectUriUsed,
        IsForProgram = wanted is not null,
        Name = TokenName.Clean(wanted?.Name),
        Formats = wanted?.Formats ?? [],
        Labels = wanted?.Labels ?? [],
        Has = wanted?.Has ?? [],
        ExpiresInDays = wanted?.ExpiresInDays,
    };
}
