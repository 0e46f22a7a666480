using System.Text.Json.Serialization;

namespace Gcd.Infrastructure.Downloads;

/// <summary>A contact. Every value is text; what is missing is empty.</summary>
internal sealed record Contact
{
    public static readonly Contact Example = new()
    {
        FullName = "Grace Hopper",
        GivenName = "Grace",
        FamilyName = "Hopper",
        Nickname = "Amazing Grace",
        PrimaryEmail = "grace@example.com",
        OtherEmails = "hopper@example.org; g.hopper@example.net",
        MobilePhone = "+1 555 0100",
        WorkPhone = "+1 555 0101",
        HomePhone = "",
        OtherPhones = "+1 555 0102",
        Organization = "US Navy",
        JobTitle = "Rear admiral",
        Birthday = "1906-12-09",
        StreetAddress = "1 Main Street",
        City = "Arlington",
        Region = "VA",
        PostalCode = "22202",
        Country = "USA",
        ResourceName = "people/c123",
    };

    /// <summary>The display name, else the name as it was typed.</summary>
    [JsonPropertyName("Full Name")]
    public required string FullName { get; init; }

    /// <summary>Of the same name.</summary>
    [JsonPropertyName("Given Name")]
    public required string GivenName { get; init; }

    /// <summary>Of the same name.</summary>
    [JsonPropertyName("Family Name")]
    public required string FamilyName { get; init; }

    /// <summary>The primary nickname, else the first.</summary>
    [JsonPropertyName("Nickname")]
    public required string Nickname { get; init; }

    /// <summary>The address that Google marks as primary, else the first.</summary>
    [JsonPropertyName("Primary Email")]
    public required string PrimaryEmail { get; init; }

    /// <summary>All others, in Google's order, joined by `; `.</summary>
    [JsonPropertyName("Other Emails")]
    public required string OtherEmails { get; init; }

    /// <summary>The first number of the type mobile.</summary>
    [JsonPropertyName("Mobile Phone")]
    public required string MobilePhone { get; init; }

    /// <summary>The first number of the type work.</summary>
    [JsonPropertyName("Work Phone")]
    public required string WorkPhone { get; init; }

    /// <summary>The first number of the type home.</summary>
    [JsonPropertyName("Home Phone")]
    public required string HomePhone { get; init; }

    /// <summary>Every number that no column before shows, joined by `; `.</summary>
    [JsonPropertyName("Other Phones")]
    public required string OtherPhones { get; init; }

    /// <summary>The primary organisation, else the first.</summary>
    [JsonPropertyName("Organization")]
    public required string Organization { get; init; }

    /// <summary>In the same organisation.</summary>
    [JsonPropertyName("Job Title")]
    public required string JobTitle { get; init; }

    /// <summary>`YYYY-MM-DD`; without a year `--MM-DD`, without a day `YYYY-MM`, the year alone `YYYY`; else the text that Google holds.</summary>
    [JsonPropertyName("Birthday")]
    public required string Birthday { get; init; }

    /// <summary>Of one address: the primary of type home, else the first home, else the first work, else the primary, else the first. An address that is only one piece of text stands here.</summary>
    [JsonPropertyName("Street Address")]
    public required string StreetAddress { get; init; }

    /// <summary>Of the same address.</summary>
    [JsonPropertyName("City")]
    public required string City { get; init; }

    /// <summary>Of the same address.</summary>
    [JsonPropertyName("Region")]
    public required string Region { get; init; }

    /// <summary>Of the same address.</summary>
    [JsonPropertyName("Postal Code")]
    public required string PostalCode { get; init; }

    /// <summary>Of the same address.</summary>
    [JsonPropertyName("Country")]
    public required string Country { get; init; }

    /// <summary>Google's name of the contact.</summary>
    [JsonPropertyName("Resource Name")]
    public required string ResourceName { get; init; }
}
