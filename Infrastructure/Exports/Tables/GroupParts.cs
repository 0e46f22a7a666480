using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>The cells of an entry in Google's order: the label first.</summary>
internal static class GroupParts
{
    private static void LabelOr(TableRow row, TextRange type, TextRange value, int part)
    {
        if (part == 0)
        {
            TypeNames.Append(row, type);
        }
        else
        {
            row.Append(value);
        }
    }

    public readonly struct Email : IGroupParts<EmailAddress>
    {
        public static void Append(TableRow row, EmailAddress entry, int part) => LabelOr(row, entry.Type, entry.Value, part);
    }

    public readonly struct Phone : IGroupParts<PhoneNumber>
    {
        public static void Append(TableRow row, PhoneNumber entry, int part) => LabelOr(row, entry.Type, entry.Value, part);
    }

    public readonly struct Related : IGroupParts<Relation>
    {
        public static void Append(TableRow row, Relation entry, int part) => LabelOr(row, entry.Type, entry.Person, part);
    }

    public readonly struct Website : IGroupParts<PersonUrl>
    {
        public static void Append(TableRow row, PersonUrl entry, int part) => LabelOr(row, entry.Type, entry.Value, part);
    }

    public readonly struct Event : IGroupParts<PersonEvent>
    {
        public static void Append(TableRow row, PersonEvent entry, int part)
        {
            if (part == 0)
            {
                TypeNames.Append(row, entry.Type);
            }
            else
            {
                IsoDate.Append(row.Plain, entry.Date);
            }
        }
    }

    /// <summary>Label, Formatted, Street, City, PO Box, Region, Postal Code, Country, Extended Address.</summary>
    public readonly struct Postal : IGroupParts<Address>
    {
        public static void Append(TableRow row, Address entry, int part)
        {
            if (part == 0)
            {
                TypeNames.Append(row, entry.Type);
                return;
            }

            row.Append(part switch
            {
                1 => entry.FormattedValue,
                2 => entry.StreetAddress,
                3 => entry.City,
                4 => entry.PoBox,
                5 => entry.Region,
                6 => entry.PostalCode,
                7 => entry.Country.IsEmpty ? entry.CountryCode : entry.Country,
                _ => entry.ExtendedAddress,
            });
        }
    }
}
