namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>
/// The standard <c>fields</c> parameter: asks Google for what the columns show and no more, since each value
/// otherwise carries its metadata.source, several times its own size.
/// </summary>
internal static class PeopleFieldMask
{
    private static readonly (string PersonField, string Parts)[] Shown =
    [
        ("names", "displayName,unstructuredName,givenName,familyName"),
        ("nicknames", "value"),
        ("emailAddresses", "value"),
        ("phoneNumbers", "value,type"),
        ("organizations", "name,title"),
        ("birthdays", "date,text"),
        ("addresses", "type,formattedValue,streetAddress,city,region,postalCode,country"),
    ];

    /// <summary>Builds the mask for the configured PERSON_FIELDS; those that no column shows are left out.</summary>
    public static string For(IEnumerable<string> personFields)
    {
        var configured = personFields.ToHashSet(StringComparer.Ordinal);
        var persons = Shown
            .Where(field => configured.Contains(field.PersonField))
            .Select(field => $"{field.PersonField}({field.Parts},metadata/primary)")
            .Prepend("resourceName");
        return $"connections({string.Join(',', persons)}),nextPageToken,totalItems";
    }
}
