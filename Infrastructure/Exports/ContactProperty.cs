using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>Something that a contact can have, as the parameter <c>has</c> names it.</summary>
/// <param name="Name">The parameter's value.</param>
/// <param name="Reads">What must be read of a person to know.</param>
/// <param name="IsIn">Whether the contact has it.</param>
internal sealed record ContactProperty(string Name, PersonPart Reads, Func<Contact, bool> IsIn)
{
    public static readonly IReadOnlyList<ContactProperty> All =
    [
        new("phone", PersonSchema.PhoneNumbers.Only("value"), contact => contact.PhoneNumbers.Count > 0),
        new("email", PersonSchema.EmailAddresses.Only("value"), contact => contact.EmailAddresses.Count > 0),
        // What the table of 19 columns reads too, so that a filter changes no row of it.
        new(
            "address",
            PersonSchema.Addresses.Only("type", "formattedValue", "streetAddress", "city", "region", "postalCode", "country"),
            contact => contact.Addresses.Count > 0),
        new("birthday", PersonSchema.Birthdays.Only("date", "text"), contact => contact.Birthdays.Count > 0),
    ];

    /// <summary>By its name in any case; null if there is none.</summary>
    public static ContactProperty? Find(string? name) => All.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
