namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>The members of <c>Person</c> that the columns use, each entry as ranges into the page.</summary>
internal record struct NameEntry(JsonText DisplayName, JsonText UnstructuredName, JsonText GivenName, JsonText FamilyName, bool IsPrimary) : IEntry;

/// <summary>An e-mail address or a nickname.</summary>
internal record struct ValueEntry(JsonText Value, bool IsPrimary) : IEntry;

internal record struct PhoneEntry(JsonText Value, JsonText Type);

internal record struct OrganizationEntry(JsonText Name, JsonText Title, bool IsPrimary) : IEntry;

internal record struct AddressEntry(
    JsonText Type,
    JsonText FormattedValue,
    JsonText StreetAddress,
    JsonText City,
    JsonText Region,
    JsonText PostalCode,
    JsonText Country,
    bool IsPrimary) : IEntry;

/// <summary>A partial date: zero means absent.</summary>
internal record struct BirthdayEntry(int Year, int Month, int Day, JsonText Text, bool IsPrimary) : IEntry;

/// <summary>An entry that Google may have marked as the primary one of its list.</summary>
internal interface IEntry
{
    bool IsPrimary { get; }
}
