using System.Text.RegularExpressions;

namespace Gcd.Tests.DavClients;

/// <summary>Cards by their UIDs, as the address book has them: like the file of /download but without labels, which CardDAV leaves out.</summary>
internal static partial class CardsByUid
{
    /// <summary>What Google holds by now.</summary>
    public static async Task<SortedDictionary<string, string>> DownloadAsync(HttpClient gcd, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/download?format=vcard") { Headers = { Authorization = new("Bearer", token) } };
        using var reply = await gcd.SendAsync(request);
        var file = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.IsSuccessStatusCode, file);
        return Of(Cards().Matches(file).Select(card => card.Value));
    }

    public static SortedDictionary<string, string> Of(IEnumerable<string> cards)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var card in cards)
        {
            // Add, which fails where a card is there twice.
            found.Add(Uid().Match(card).Groups[1].Value, Labels().Replace(card.TrimEnd(), string.Empty));
        }

        return found;
    }

    [GeneratedRegex("BEGIN:VCARD\r\n.*?\r\nEND:VCARD\r\n", RegexOptions.Singleline)]
    private static partial Regex Cards();

    [GeneratedRegex("\r\nUID:([^\r]+)\r\n")]
    private static partial Regex Uid();

    [GeneratedRegex("\r\nCATEGORIES[^\r]*(\r\n [^\r]*)*")]
    private static partial Regex Labels();
}
