namespace Gcd.Features.Pages;

/// <summary>What the start page shows of now.</summary>
public sealed record HomeModel
{
    /// <summary>Where people reach the service, for the lines to paste.</summary>
    public required string Address { get; init; }

    /// <summary>The address of whoever is signed in with this browser; null for nobody.</summary>
    public string? SignedInAs { get; init; }

    public required long Users { get; init; }

    /// <summary>Why nobody can sign in or download at the moment; null when all is well.</summary>
    public required string? Fault { get; init; }

    public required bool IsKeyUnsafe { get; init; }
}
