using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>What an organization has beyond name, department, title and role. Work, now: that is what these say alone.</summary>
internal static class CardOrganization
{
    public static TextRange TypeOf(Organization organization, Contact contact) =>
        contact.Raw(organization.Type).SequenceEqual("work"u8) ? default : organization.Type;

    /// <summary>Whether it has to be said that this is the person's present one.</summary>
    public static bool ShowsCurrent(Organization organization, Contact contact) =>
        organization.Current && (contact.Organizations.Count > 1 || HasDetails(organization, contact));

    public static bool HasDetails(Organization organization, Contact contact) =>
        !(TypeOf(organization, contact).IsEmpty && organization.Location.IsEmpty && organization.Domain.IsEmpty && organization.Symbol.IsEmpty
            && organization.PhoneticName.IsEmpty && organization.StartDate.IsEmpty && organization.EndDate.IsEmpty);
}
