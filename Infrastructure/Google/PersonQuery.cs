using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Google;

/// <summary>What is asked of Google of each person. Every page of a list repeats it.</summary>
/// <param name="Selection">The fields, and their members.</param>
/// <param name="Sources">Values of the schema ReadSourceType; none means Google's default, contacts and profiles.</param>
internal sealed record PersonQuery(PersonSelection Selection, params IReadOnlyList<string> Sources)
{
    /// <summary>How many contacts a page holds; null for PAGE_SIZE.</summary>
    public int? PageSize { get; init; }

    /// <summary>Whether the last page is to bring a sync token. A read of everything has a scarce quota of its own then.</summary>
    public bool RequestsSyncToken { get; init; }

    /// <summary>What an earlier read gave: only what changed since is asked for. Everything else must be as it was in that read.</summary>
    public string? SyncToken { get; init; }

    /// <summary>As parameters of an address.</summary>
    public string Parameters => WithMask(Selection.Mask);

    /// <summary>The same for people that are asked for by name.</summary>
    public string BatchParameters => WithMask(Selection.BatchMask);

    // Google tells of deleted people only where metadata is among the fields. The mask leaves it out of the replies again.
    private string PersonFields => RequestsSyncToken ? Selection.PersonFieldsWith(PersonSchema.Sources.Name) : Selection.PersonFields;

    private string WithMask(string mask) =>
        // Names, commas, brackets and slashes may stand in a query as they are (RFC 3986, 3.4); escaped, two hundred contacts by name would not fit into 8 KiB.
        $"personFields={PersonFields}&fields={mask}" + string.Concat(Sources.Select(source => $"&sources={source}"));
}
