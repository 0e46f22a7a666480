namespace Gcd.Sandbox.Accounts;

/// <summary>A contact group of an account: what Google Contacts calls a label.</summary>
/// <param name="Id">The end of its resource name, as memberships give it.</param>
/// <param name="Name">The person's own words; of a system group an identifier.</param>
/// <param name="FormattedName">The name in the person's language.</param>
/// <param name="IsSystem">Whether Google made it.</param>
internal sealed record AccountGroup(string Id, string Name, string FormattedName, bool IsSystem)
{
    /// <summary>What every account has. All but the first two are deprecated, and still listed.</summary>
    public static IReadOnlyList<AccountGroup> OfGoogle { get; } =
    [
        System("myContacts", "My Contacts"), System("starred", "Starred"), System("friends", "Friends"), System("family", "Family"),
        System("coworkers", "Coworkers"), System("chatBuddies", "Chat contacts"), System("all", "All Contacts"), System("blocked", "Blocked"),
    ];

    /// <summary>When the person last changed it; Google says so of their own groups only.</summary>
    public DateTimeOffset UpdatedAt { get; init; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public string ResourceName => $"contactGroups/{Id}";

    /// <summary>A group of the person's own.</summary>
    public static AccountGroup Own(string id, string name) => new(id, name, name, IsSystem: false);

    private static AccountGroup System(string name, string formattedName) => new(name, name, formattedName, IsSystem: true);
}
