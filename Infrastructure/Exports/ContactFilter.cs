using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>Which contacts an export holds: those with any of the labels, and with all of the properties.</summary>
/// <param name="Labels">By name in any case, or by resource name; none means every contact.</param>
/// <param name="Has">None means every contact.</param>
internal sealed record ContactFilter(IReadOnlyList<string> Labels, IReadOnlyList<ContactProperty> Has)
{
    public static readonly ContactFilter None = new([], []);

    private static readonly PersonPart Memberships = PersonSchema.Memberships.Only("contactGroupMembership/contactGroupResourceName");
    private IReadOnlyList<ContactGroup> groups = [];

    public bool IsNone => Labels.Count == 0 && Has.Count == 0;

    /// <summary>What must be read of a person to decide.</summary>
    public IEnumerable<PersonPart> Reads => Has.Select(property => property.Reads).Concat(Labels.Count > 0 ? [Memberships] : []);

    /// <summary>The filter with the person's groups that its labels name.</summary>
    /// <exception cref="UnknownLabelException">The person has no such label.</exception>
    public ContactFilter With(ContactGroups known)
    {
        var found = new List<ContactGroup>();
        foreach (var label in Labels)
        {
            var before = found.Count;
            found.AddRange(known.Named(label));
            if (found.Count == before)
            {
                throw new UnknownLabelException(label, [.. known.All.Select(group => group.Name)]);
            }
        }

        return this with { groups = found };
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

        return Labels.Count == 0 || IsInAny(contact);
    }

    private bool IsInAny(Contact contact)
    {
        foreach (var membership in contact.Memberships)
        {
            foreach (var group in groups)
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
