using System.Collections.Immutable;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>The columns of the table formats; <see cref="ContactRow"/> has the rules by which a contact fills them.</summary>
internal static class ContactColumns
{
    /// <summary>What the columns show of a person.</summary>
    public static readonly PersonSelection Reads = new(
        PersonSchema.Names.Only("displayName", "unstructuredName", "givenName", "familyName"),
        PersonSchema.Nicknames.Only("value"),
        PersonSchema.EmailAddresses.Only("value"),
        PersonSchema.PhoneNumbers.Only("value", "type"),
        PersonSchema.Organizations.Only("name", "title"),
        PersonSchema.Birthdays.Only("date", "text"),
        PersonSchema.Addresses.Only("type", "formattedValue", "streetAddress", "city", "region", "postalCode", "country"));

    public static readonly ImmutableArray<string> Names =
    [
        "Full Name", "Given Name", "Family Name", "Nickname", "Primary Email", "Other Emails",
        "Mobile Phone", "Work Phone", "Home Phone", "Other Phones", "Organization", "Job Title", "Birthday",
        "Street Address", "City", "Region", "Postal Code", "Country", "Resource Name",
    ];
}
