namespace Gcd.Infrastructure.Tokens;

/// <summary>A row of <c>user_tokens</c>: a person and the sealed Google grant.</summary>
internal sealed record StoredUser
{
    public required string Email { get; init; }

    /// <summary>The first 16 hex digits of SHA-256 of the address, as the earlier service had it.</summary>
    public required string UserHash { get; init; }

    /// <summary>The subject of Google's ID token: who the person is, whatever the address.</summary>
    public required string GoogleSub { get; init; }

    /// <summary>The sealed <see cref="Grant"/>.</summary>
    public required byte[] TokenData { get; init; }

    /// <summary>The scopes granted, separated by spaces.</summary>
    public required string GrantedScopes { get; init; }

    /// <summary>The OAuth client that the grant was given to.</summary>
    public required string ClientId { get; init; }

    public required GrantState State { get; init; }

    /// <summary>Grows by one with every write; a write names the version that it read, so that none is lost.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
