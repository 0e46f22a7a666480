namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>
/// Every field of Google's schema Person that a person can fill in, with all members (discovery document of People v1, revision 20210427):
/// the one table behind PERSON_FIELDS, the <c>fields</c> mask and the reading of a contact. The types in Entries give its slots names.
/// </summary>
internal static class PersonSchema
{
    // Before the fields, which add themselves.
    private static readonly List<PersonField> Fields = [];

    // personFields may name these too; nobody fills them in, so no format shows them.
    private static readonly string[] OnlyNamed = ["ageRanges", "clientData", "coverPhotos", "locales", "miscKeywords"];

    public static PersonField Names { get; } = List(
        "names",
        Text("displayName"), Text("unstructuredName"), Text("givenName"), Text("familyName"), Text("middleName"), Text("honorificPrefix"),
        Text("honorificSuffix"), Text("displayNameLastFirst"), Text("phoneticFullName"), Text("phoneticGivenName"), Text("phoneticFamilyName"),
        Text("phoneticMiddleName"), Text("phoneticHonorificPrefix"), Text("phoneticHonorificSuffix"));

    public static PersonField Nicknames { get; } = List("nicknames", Text("value"), Detail("type"));

    public static PersonField EmailAddresses { get; } = List(
        "emailAddresses", Text("value"), Detail("type"), Detail("formattedType"), Detail("displayName"));

    public static PersonField PhoneNumbers { get; } = List(
        "phoneNumbers", Text("value"), Detail("type"), Detail("formattedType"), Detail("canonicalForm"));

    public static PersonField Organizations { get; } = List(
        "organizations",
        Text("name"), Text("title"), Text("department"), Text("jobDescription"), Text("location"), Text("domain"), Text("symbol"),
        Text("phoneticName"), Detail("type"), Detail("formattedType"), Flag("current"), Date("startDate"), Date("endDate"));

    public static PersonField Birthdays { get; } = List("birthdays", Date("date"), Text("text"));

    public static PersonField Addresses { get; } = List(
        "addresses",
        Detail("type"), Text("formattedValue"), Text("streetAddress"), Text("city"), Text("region"), Text("postalCode"), Text("country"),
        Detail("formattedType"), Text("extendedAddress"), Text("poBox"), Text("countryCode"));

    public static PersonField Biographies { get; } = List("biographies", Text("value"), Detail("contentType"));

    public static PersonField CalendarUrls { get; } = List("calendarUrls", Text("url"), Detail("type"), Detail("formattedType"));

    public static PersonField Events { get; } = List("events", Date("date"), Detail("type"), Detail("formattedType"));

    public static PersonField ExternalIds { get; } = List("externalIds", Text("value"), Detail("type"), Detail("formattedType"));

    /// <summary>The description of personFields does not name it, so it comes only where Google gives it unasked.</summary>
    public static PersonField FileAses { get; } = List("fileAses", Text("value"));

    public static PersonField Genders { get; } = List("genders", Text("value"), Detail("formattedValue"), Text("addressMeAs"));

    public static PersonField ImClients { get; } = List(
        "imClients", Text("username"), Detail("protocol"), Detail("formattedProtocol"), Detail("type"), Detail("formattedType"));

    public static PersonField Interests { get; } = List("interests", Text("value"));

    public static PersonField Locations { get; } = List(
        "locations",
        Text("value"), Detail("type"), Flag("current"), Text("buildingId"), Text("floor"), Text("floorSection"), Text("deskCode"));

    public static PersonField Memberships { get; } = List(
        "memberships", Text("contactGroupMembership/contactGroupResourceName"), Text("contactGroupMembership/contactGroupId"));

    public static PersonField Occupations { get; } = List("occupations", Text("value"));

    public static PersonField Photos { get; } = List("photos", Text("url"), Flag("default"));

    public static PersonField Relations { get; } = List("relations", Text("person"), Detail("type"), Detail("formattedType"));

    public static PersonField SipAddresses { get; } = List("sipAddresses", Text("value"), Detail("type"), Detail("formattedType"));

    public static PersonField Skills { get; } = List("skills", Text("value"));

    public static PersonField Urls { get; } = List("urls", Text("value"), Detail("type"), Detail("formattedType"));

    public static PersonField UserDefined { get; } = List("userDefined", Text("key"), Text("value"));

    /// <summary>Where the person comes from: metadata.sources.</summary>
    public static PersonField Sources { get; } = List("metadata/sources", Text("id"), Detail("type"), Text("etag"), Text("updateTime"));

    public static IReadOnlyList<PersonField> All => Fields;

    /// <summary>The values that people.connections.list takes for personFields, in alphabetical order.</summary>
    public static IReadOnlyList<string> PersonFields { get; } =
        [.. Fields.Except([FileAses]).Select(field => field.Name).Concat(OnlyNamed).Order(StringComparer.Ordinal)];

    private static PersonField List(string path, params PersonMember[] members)
    {
        var field = new PersonField(Fields.Count, path, [PersonMember.Primary, .. members]);
        Fields.Add(field);
        return field;
    }

    private static PersonMember Text(string path) => new(path, MemberKind.Text, IsContent: true);

    /// <summary>Text that says something of the rest, such as a type.</summary>
    private static PersonMember Detail(string path) => new(path, MemberKind.Text, IsContent: false);

    private static PersonMember Date(string path) => new(path, MemberKind.Date, IsContent: true);

    private static PersonMember Flag(string path) => new(path, MemberKind.Flag, IsContent: false);
}
