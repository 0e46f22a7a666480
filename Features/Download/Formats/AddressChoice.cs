using System.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.Download.Formats;

/// <summary>The one address that the columns show: the primary of type home, else the first home, else the first work, else the primary, else the first.</summary>
internal static class AddressChoice
{
    public static int Of(Contact contact)
    {
        int primaryHome = -1, firstHome = -1, firstWork = -1;
        for (var i = 0; i < contact.Addresses.Count; i++)
        {
            var type = contact.Raw(contact.Addresses[i].Type);
            if (Ascii.EqualsIgnoreCase(type, "home"u8))
            {
                firstHome = firstHome < 0 ? i : firstHome;
                primaryHome = primaryHome < 0 && contact.Addresses[i].IsPrimary ? i : primaryHome;
            }
            else if (firstWork < 0 && Ascii.EqualsIgnoreCase(type, "work"u8))
            {
                firstWork = i;
            }
        }

        return primaryHome >= 0 ? primaryHome
            : firstHome >= 0 ? firstHome
            : firstWork >= 0 ? firstWork
            : Contact.Preferred(contact.Addresses);
    }

    /// <summary>An address that has nothing but its formatted text shows that as the street.</summary>
    public static JsonText Street(AddressEntry address) =>
        address.StreetAddress.IsMissing && address.City.IsMissing && address.Region.IsMissing && address.PostalCode.IsMissing && address.Country.IsMissing
            ? address.FormattedValue
            : address.StreetAddress;
}
