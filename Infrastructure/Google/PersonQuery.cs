using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Google;

/// <summary>What is asked of Google of each person. Every page of a list repeats it.</summary>
/// <param name="Selection">The fields, and their members.</param>
/// <param name="Sources">Values of the schema ReadSourceType; none means Google's default, contacts and profiles.</param>
internal sealed record PersonQuery(PersonSelection Selection, params IReadOnlyList<string> Sources)
{
    /// <summary>How many contacts a page holds; null for PAGE_SIZE.</summary>
    public int? PageSize { get; init; }

    /// <summary>As parameters of an address.</summary>
    public string Parameters { get; } =
        $"personFields={Uri.EscapeDataString(Selection.PersonFields)}&fields={Uri.EscapeDataString(Selection.Mask)}"
        + string.Concat(Sources.Select(source => $"&sources={source}"));
}
