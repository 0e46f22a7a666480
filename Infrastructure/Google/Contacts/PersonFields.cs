using System.Collections.Frozen;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>The values that people.connections.list takes for personFields, from its description in Google's discovery document.</summary>
internal static class PersonFields
{
    public static readonly FrozenSet<string> Valid = new[]
    {
        "addresses", "ageRanges", "biographies", "birthdays", "calendarUrls", "clientData", "coverPhotos",
        "emailAddresses", "events", "externalIds", "genders", "imClients", "interests", "locales", "locations",
        "memberships", "metadata", "miscKeywords", "names", "nicknames", "occupations", "organizations",
        "phoneNumbers", "photos", "relations", "sipAddresses", "skills", "urls", "userDefined",
    }.ToFrozenSet(StringComparer.Ordinal);
}
