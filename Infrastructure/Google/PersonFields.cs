namespace Gcd.Infrastructure.Google;

/// <summary>
/// The fields that people.connections.list knows (https://developers.google.com/people/api/rest/v1/people.connections/list),
/// the deprecated ones of its discovery document included.
/// </summary>
internal static class PersonFields
{
    public static readonly IReadOnlyList<string> All =
    [
        "addresses", "ageRanges", "biographies", "birthdays", "calendarUrls", "clientData", "coverPhotos", "emailAddresses",
        "events", "externalIds", "genders", "imClients", "interests", "locales", "locations", "memberships", "metadata",
        "miscKeywords", "names", "nicknames", "occupations", "organizations", "phoneNumbers", "photos", "relations",
        "sipAddresses", "skills", "urls", "userDefined",
    ];

    public static bool IsValid(string field) => All.Contains(field, StringComparer.Ordinal);
}
