namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>The labels of one person, in Google's order.</summary>
internal sealed class ContactGroups(IReadOnlyList<ContactGroup> all)
{
    public static readonly ContactGroups None = new([]);

    // Kept by Google for its earlier products; nobody sees them in Google Contacts.
    private static readonly string[] Deprecated = ["friends", "family", "coworkers", "chatBuddies", "blocked", "all"];

    /// <summary>Those that the person can see: their own, the star and all contacts.</summary>
    public IReadOnlyList<ContactGroup> All { get; } = [.. all.Where(group => group.IsOwn || !Deprecated.Contains(group.Name))];

    /// <summary>The group that a membership names; null when it is none that the person can see.</summary>
    public ContactGroup? OfMembership(ReadOnlySpan<byte> resourceName)
    {
        foreach (var group in All)
        {
            if (group.Is(resourceName))
            {
                return group;
            }
        }

        return null;
    }

    /// <summary>Those with these resource names; all of them when there are none.</summary>
    public ContactGroups Within(IReadOnlyList<string> resourceNames) =>
        resourceNames.Count == 0 ? this : new ContactGroups([.. All.Where(group => resourceNames.Contains(group.ResourceName))]);

    /// <summary>Those with this name in any case, or with this resource name.</summary>
    public IEnumerable<ContactGroup> Named(string name) =>
        All.Where(group => group.ResourceName == name || group.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
