namespace Gcd.Infrastructure.Tokens;

/// <summary>A row of <c>access_tokens</c>: a Bearer token, kept as its keyed hash.</summary>
internal sealed record StoredToken
{
    public required string Hash { get; init; }

    public required string UserEmail { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The absolute end of life, null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public string? Name { get; init; }

    /// <summary>A keyed MAC over hash, owner and dates; see <see cref="TokenBinding"/>.</summary>
    public required byte[] Binding { get; init; }
}
