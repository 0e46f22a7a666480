using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>What cards show of a person: all that the person can fill in, but for what Google makes of it (formatted types, numbers in canonical form).</summary>
internal static class CardFields
{
    public static PersonSelection Reads { get; } = new(
        PersonSchema.Sources.Only("id", "type", "updateTime"),
        PersonSchema.Names.Only(
            "displayName", "unstructuredName", "givenName", "familyName", "middleName", "honorificPrefix", "honorificSuffix", "phoneticFullName",
            "phoneticGivenName", "phoneticFamilyName", "phoneticMiddleName", "phoneticHonorificPrefix", "phoneticHonorificSuffix"),
        PersonSchema.Nicknames,
        PersonSchema.FileAses,
        PersonSchema.EmailAddresses.Only("value", "type", "displayName"),
        PersonSchema.PhoneNumbers.Only("value", "type"),
        PersonSchema.Addresses.Only(
            "type", "formattedValue", "streetAddress", "city", "region", "postalCode", "country", "extendedAddress", "poBox", "countryCode"),
        PersonSchema.Organizations.Only(
            "name", "title", "department", "jobDescription", "location", "domain", "symbol", "phoneticName", "type", "current", "startDate", "endDate"),
        PersonSchema.Birthdays,
        PersonSchema.Events.Only("date", "type"),
        PersonSchema.Relations.Only("person", "type"),
        PersonSchema.Urls.Only("value", "type"),
        PersonSchema.CalendarUrls.Only("url", "type"),
        PersonSchema.ImClients.Only("username", "protocol", "type"),
        PersonSchema.SipAddresses.Only("value", "type"),
        PersonSchema.Biographies.Only("value"),
        PersonSchema.Memberships.Only("contactGroupMembership/contactGroupResourceName"),
        PersonSchema.Genders.Only("value", "addressMeAs"),
        PersonSchema.Occupations,
        PersonSchema.Skills,
        PersonSchema.Interests,
        PersonSchema.Photos,
        PersonSchema.UserDefined,
        PersonSchema.ExternalIds.Only("value", "type"),
        PersonSchema.Locations);
}
