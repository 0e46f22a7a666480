namespace Gcd.Infrastructure.Settings;

/// <summary>Which store keeps users and tokens, and where it is.</summary>
/// <param name="Kind">TOKEN_STORE.</param>
/// <param name="DatabasePath">The file of an embedded store.</param>
/// <param name="PostgresConnection">How to reach PostgreSQL; null for an embedded store.</param>
internal sealed record TokenStoreSettings(TokenStoreKind Kind, string DatabasePath, string? PostgresConnection)
{
    /// <summary>The command copy opens it to fill it: marked as unfinished, or not there yet.</summary>
    public bool IsCopyTarget { get; init; }

    /// <summary>The command takeover opens it to fill it.</summary>
    public bool IsTakeoverTarget { get; init; }

    // A record's own ToString would print the password.
    public override string ToString() => $"{Kind}";
}

internal enum TokenStoreKind
{
    LiteDb,
    Sqlite,
    Postgres,
}
