using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>A Google account and its address book.</summary>
internal sealed class SimulatedAccount
{
    private static readonly TimeSpan DefaultTokenLife = TimeSpan.FromSeconds(3599);

    public required string Sub { get; init; }

    /// <summary>May change; <see cref="Sub"/> stays.</summary>
    public required string Email { get; set; }

    public string DisplayName { get; init; } = "Sandbox Person";

    public bool IsEmailVerified { get; set; } = true;

    /// <summary>The address book: made anew for every page, so that 100,000 contacts cost no memory here.</summary>
    public required Func<int, JsonObject> ContactAt { get; set; }

    public required int ContactCount { get; set; }

    /// <summary>The labels, in Google's order. Contacts name them by their ids.</summary>
    public List<AccountGroup> Groups { get; } = [.. AccountGroup.OfGoogle];

    /// <summary>How long access tokens of this account live.</summary>
    public TimeSpan AccessTokenLife { get; set; } = DefaultTokenLife;

    /// <summary>Bytes that replace the page's text after it was made, for ill-formed text that no serializer writes.</summary>
    public Func<byte[], byte[]>? Spoil { get; set; }

    /// <summary>Grows whenever the address book changes, so that no page is answered from memory of before.</summary>
    public int Edition { get; set; }

    /// <summary>The subject of an account with the same address book, whose kept pages are answered with; null for its own.</summary>
    public string? PagesOf { get; set; }

    /// <summary>Contacts deleted since the last sync, by position.</summary>
    public HashSet<int> Deleted { get; } = [];
}
