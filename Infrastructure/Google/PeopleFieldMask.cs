namespace Gcd.Infrastructure.Google;

/// <summary>
/// The <c>fields</c> mask (a standard parameter of Google's APIs): only what the columns show, and never more than
/// PERSON_FIELDS. It cuts a reply several times over, since every value otherwise carries its source.
/// </summary>
internal static class PeopleFieldMask
{
    private static readonly Dictionary<string, string> Used = new(StringComparer.Ordinal)
    {
        ["names"] = "names(displayName,unstructuredName,givenName,familyName,metadata/primary)",
        ["nicknames"] = "nicknames(value,metadata/primary)",
        ["emailAddresses"] = "emailAddresses(value,metadata/primary)",
        ["phoneNumbers"] = "phoneNumbers(value,type)",
        ["organizations"] = "organizations(name,title,metadata/primary)",
        ["birthdays"] = "birthdays(date,text,metadata/primary)",
        ["addresses"] = "addresses(type,formattedValue,streetAddress,city,region,postalCode,country,metadata/primary)",
    };

    public static string For(IEnumerable<string> personFields) =>
        $"connections({string.Join(',', personFields.Where(Used.ContainsKey).Select(field => Used[field]).Prepend("resourceName"))}),nextPageToken,totalItems";
}
