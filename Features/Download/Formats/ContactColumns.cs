namespace Gcd.Features.Download.Formats;

/// <summary>The columns, in order; the names stand in CSV and JSON exactly so.</summary>
internal static class ContactColumns
{
    public static readonly IReadOnlyList<string> Names =
    [
        "Full Name", "Given Name", "Family Name", "Nickname",
        "Primary Email", "Other Emails",
        "Mobile Phone", "Work Phone", "Home Phone", "Other Phones",
        "Organization", "Job Title",
        "Birthday",
        "Street Address", "City", "Region", "Postal Code", "Country",
        "Resource Name",
    ];
}

/// <summary>The position of each column in <see cref="ContactColumns.Names"/>.</summary>
internal enum ContactColumn
{
    FullName,
    GivenName,
    FamilyName,
    Nickname,
    PrimaryEmail,
    OtherEmails,
    MobilePhone,
    WorkPhone,
    HomePhone,
    OtherPhones,
    Organization,
    JobTitle,
    Birthday,
    StreetAddress,
    City,
    Region,
    PostalCode,
    Country,
    ResourceName,
}
