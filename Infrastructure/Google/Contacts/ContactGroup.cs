using System.Text;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>People API schema ContactGroup: what Google Contacts calls a label.</summary>
/// <param name="ResourceName">As memberships name it, such as contactGroups/3f2a.</param>
/// <param name="Name">The person's own words; for a group of Google's the identifier, such as starred.</param>
/// <param name="IsOwn">Whether the person made it; Google's own groups are in the person's language.</param>
/// <param name="Members">How many contacts Google counts in it.</param>
internal sealed record ContactGroup(string ResourceName, string Name, bool IsOwn, int Members)
{
    private readonly byte[] resourceName = Encoding.UTF8.GetBytes(ResourceName);

    /// <summary>The name as UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>Google's star, which is a group there.</summary>
    public bool IsStarred => !IsOwn && Name == "starred";

    /// <summary>Every contact of the address book is in it; Google's own files name it.</summary>
    public bool IsMyContacts => !IsOwn && Name == "myContacts";

    public bool Is(ReadOnlySpan<byte> otherResourceName) => otherResourceName.SequenceEqual(resourceName);
}
