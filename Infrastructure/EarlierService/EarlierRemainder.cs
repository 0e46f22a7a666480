namespace Gcd.Infrastructure.EarlierService;

/// <summary>What is not taken over, and why.</summary>
internal sealed class EarlierRemainder
{
    private readonly SortedDictionary<string, long> others = new(StringComparer.Ordinal);

    public long PeopleWithoutAddress { get; init; }

    public long TokensOfNobody { get; set; }

    public long SecondRows { get; set; }

    /// <param name="provider">Not Google; as the database names it.</param>
    /// <param name="rows">In one table.</param>
    public void AddOther(string provider, long rows)
    {
        // It is shown, so it must be a word.
        var name = provider.Length <= 40 && provider.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.') ? $"the provider '{provider}'" : "other providers";
        others[name] = others.GetValueOrDefault(name) + rows;
    }

    public List<string> ToSentences() =>
    [
        .. others.Select(other => $"{TakeoverReport.Of(other.Value, "row", "rows")} of {other.Key}"),
        .. Sentence(PeopleWithoutAddress, "person", "people", "without an address"),
        .. Sentence(SecondRows, "second row", "second rows", "of an address that has one already"),
        .. Sentence(TokensOfNobody, "token", "tokens", "of nobody"),
    ];

    private static IEnumerable<string> Sentence(long number, string one, string many, string rest) => number == 0 ? [] : [$"{TakeoverReport.Of(number, one, many)} {rest}"];
}
