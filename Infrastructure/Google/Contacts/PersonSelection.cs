namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>What a format reads of a person. It is asked of Google, and read, and nothing else: what is not selected is passed over.</summary>
internal sealed class PersonSelection
{
    private const string OfPage = "nextPageToken,nextSyncToken,totalItems";

    public PersonSelection(params IReadOnlyList<PersonPart> parts)
        : this(parts, tellsChanges: false)
    {
    }

    private PersonSelection(IReadOnlyList<PersonPart> parts, bool tellsChanges)
    {
        Parts = parts;
        TellsChanges = tellsChanges;
        Members = new ObjectPlan(parts, tellsChanges);
    }

    /// <summary>All that is known of a person.</summary>
    public static PersonSelection Everything { get; } = new([.. PersonSchema.All.Select(field => (PersonPart)field)]);

    /// <summary>Everything that Google has of a person, as it is, for a format that hands it on unread.</summary>
    public static PersonSelection Whole { get; } = new([.. Everything.Parts]) { OfWholePerson = PersonSchema.PersonFields };

    public IReadOnlyList<PersonPart> Parts { get; }

    /// <summary>The values of personFields whose objects are asked for whole; null where only the selected members are.</summary>
    public IReadOnlyList<string>? OfWholePerson { get; private init; }

    /// <summary>Whether it tells what became of a person too: deleted, or known by another resource name before.</summary>
    public bool TellsChanges { get; }

    /// <summary>How the selected parts are read.</summary>
    public ObjectPlan Members { get; }

    /// <summary>The parameter <c>personFields</c>. It must not be empty; metadata costs nothing, since the mask leaves it out.</summary>
    public string PersonFields => TellsChanges ? PersonFieldsWith(PersonSchema.Sources.Name) : PersonFieldsWith();

    /// <summary>
    /// The standard <c>fields</c> parameter: each value otherwise carries its metadata.source, several times its own size.
    /// </summary>
    public string Mask => $"connections{PersonMask},{OfPage}";

    /// <summary>The same for people.getBatchGet.</summary>
    public string BatchMask => $"responses(requestedResourceName,person{PersonMask})";

    // What follows the name of a member that holds persons; nothing where they are wanted whole.
    private string PersonMask
    {
        get
        {
            if (OfWholePerson is not null)
            {
                return string.Empty;
            }

            var persons = Parts.Select(part => $"{part.Field.Path}({string.Join(',', Paths(part))})").Prepend("resourceName").Concat(TellsChanges ? ["etag", "metadata/deleted", "metadata/previousResourceNames"] : []);
            return $"({string.Join(',', persons)})";
        }
    }

    /// <summary>The same with other fields besides.</summary>
    public string PersonFieldsWith(params IEnumerable<string> more) =>
        string.Join(',', (OfWholePerson ?? Parts.Select(part => part.Field.Name)).Where(PersonSchema.PersonFields.Contains).Union(more).DefaultIfEmpty(PersonSchema.Sources.Name));

    /// <summary>What of it the configured PERSON_FIELDS allow; null allows everything.</summary>
    public PersonSelection Within(IReadOnlyList<string>? personFields) =>
        personFields is null ? this : new PersonSelection([.. Parts.Where(part => personFields.Contains(part.Field.Name))], TellsChanges)
        {
            OfWholePerson = OfWholePerson?.Intersect(personFields).ToList(),
        };

    /// <summary>With these parts besides, such as what a filter looks at.</summary>
    public PersonSelection With(params IEnumerable<PersonPart> more) =>
        new([.. Parts.Concat(more).GroupBy(part => part.Field).Select(parts => new PersonPart(parts.Key, [.. parts.Key.Members.Where(parts.SelectMany(part => part.Members).Contains)]))], TellsChanges)
        {
            OfWholePerson = OfWholePerson,
        };

    /// <summary>The same, with what became of a person.</summary>
    public PersonSelection TellingChanges() => new(Parts, tellsChanges: true) { OfWholePerson = OfWholePerson };

    // The flag comes last, behind the values that it belongs to. The entries of metadata.sources have none.
    private static IEnumerable<string> Paths(PersonPart part) =>
        part.Members.Where(member => member != PersonMember.Primary).Select(member => member.Path)
            .Concat(part.Field == PersonSchema.Sources ? [] : [PersonMember.Primary.Path]);
}
