namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// A row of <c>sync_states</c>: a sync token of Google's, sealed, under a name that callers were given for it. It tells what changed since a
/// read, and holds nothing of a contact.
/// </summary>
internal sealed record SyncState
{
    /// <summary>A random name: an entity tag without its quotes, or a part of a CardDAV sync token.</summary>
    public required string Id { get; init; }

    /// <summary>Whose read it was.</summary>
    public required string GoogleSub { get; init; }

    public required SyncStateKind Kind { get; init; }

    public required byte[] Sealed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Google's tokens live for seven days from the read of everything.</summary>
    public required DateTimeOffset KeepUntil { get; init; }
}
