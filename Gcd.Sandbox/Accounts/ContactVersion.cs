using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>A contact as one write left it.</summary>
internal sealed record ContactVersion
{
    /// <summary>Which contact of the address book; it stays the same whatever the contact is called.</summary>
    public required int Slot { get; init; }

    /// <summary>The number of the write, from 1.</summary>
    public required long Revision { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Never changed again; of a deleted contact, what Google still says of it.</summary>
    public required JsonObject Person { get; init; }

    public required bool IsDeleted { get; init; }

    /// <summary>Resource names that this contact, or one that was merged into it, had before.</summary>
    public required IReadOnlyList<string> PreviousNames { get; init; }
}
