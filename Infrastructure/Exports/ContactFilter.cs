using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>Which contacts an export holds: those with any of the labels, and with all of the properties.</summary>
/// <param name="Labels">By name in any case, or by resource name; none means every contact.</param>
/// <param name="Has">None means every contact.</param>
internal sealed record ContactFilter(IReadOnlyList<string> Labels, IReadOnlyList<ContactProperty> Has)
{
    public static readonly ContactFilter None = new([], []);

    private static readonly PersonPart Memberships = PersonSchema.Memberships.Only("contactGroupMembership/contactGroupResourceName");

    /// <summary>Resource names of the labels that the caller's token opens; none means every contact. One that was deleted matches nobody.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>The groups that contacts are looked for in; none before <see cref="With"/>.</summary>
    public IReadOnlyList<ContactGroup> Groups { get; private init; } = [];

    public bool IsNone => Labels.Count == 0 && Has.Count == 0 && Within.Count == 0;

    /// <summary>Whether contacts are chosen by their labels.</summary>
    public bool AsksForLabels => Labels.Count > 0 || Within.Count > 0;

    /// <summary>What must be read of a person to decide.</summary>
    public IEnumerable<PersonPart> Reads => Has.Select(property => property.Reads).Concat(AsksForLabels ? [Memberships] : []);

    /// <summary>The filter with the person's groups that its labels name.</summary>
    /// <exception cref="UnknownLabelException">The person has no such label, or the token does not open it.</exception>
    public ContactFilter With(ContactGroups known)
    {
        var open = known.Within(Within);
        if (Labels.Count == 0)
        {
            return this with { Groups = Within.Count > 0 ? open.All : [] };
        }

        var found = new List<ContactGroup>();
        foreach (var label in Labels)
        {
            var before = found.Count;
            found.AddRange(open.Named(label));
            if (found.Count == before)
            {
                throw new UnknownLabelException(label, [.. open.All.Select(group => group.Name)]) { IsLimited = Within.Count > 0 };
            }
        }

        return this with { Groups = found };
    }

    public bool Allows(Contact contact)
    {
        foreach (var property in Has)
        {
            if (!property.IsIn(contact))
            {
                return false;
            }
        }

        return !AsksForLabels || IsInAny(contact);
    }

    private bool IsInAny(Contact contact)
    {
        foreach (var membership in contact.Memberships)
        {
            foreach (var group in Groups)
            {
                if (group.Is(contact.Raw(membership.ContactGroupResourceName)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
