using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gcd.Infrastructure.Sync;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.DavClients;

/// <summary>Replays a file of requests as Requests/README.md describes it.</summary>
internal sealed partial class ClientConversation
{
    private const int UsualContacts = 5;

    private readonly World world;
    private readonly SimulatedAccount account;
    private readonly string token;
    private readonly IReadOnlyList<string> lines;
    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);

    private ClientConversation(World world, SimulatedAccount account, string token, IReadOnlyList<string> lines)
    {
        this.world = world;
        this.account = account;
        this.token = token;
        this.lines = lines;
        kept["hrefs"] = string.Concat(Enumerable.Range(0, account.ContactCount).Select(index => $"<d:href>{Href(index)}</d:href>"));
    }

    public static async Task<ClientConversation> StartAsync(World world, string file)
    {
        var lines = file.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();
        var contacts = lines.Find(line => line.StartsWith("! contacts ", StringComparison.Ordinal)) is { } line ? Number(line.Split(' ')[2]) : UsualContacts;
        var account = world.NewAccount(contacts);
        var token = await world.SignInAsync(account);
        world.Google.Requests.Reset();
        return new ClientConversation(world, account, token, lines);
    }

    public async Task PlayAsync()
    {
        for (var at = 0; at < lines.Count;)
        {
            if (lines[at].StartsWith("! ", StringComparison.Ordinal))
            {
                Do(lines[at++].Split(' ')[1..]);
                continue;
            }

            var request = Take(ref at, line => line.StartsWith("> ", StringComparison.Ordinal));
            var body = Take(ref at, line => line.Length < 2 || line[..2] is not ("> " or "< " or "! "));
            var expected = Take(ref at, line => line.StartsWith("< ", StringComparison.Ordinal));
            Assert.True(request.Count > 0 && expected.Count > 0, $"After '{lines[at - 1]}' a request or its reply is missing.");
            await ExchangeAsync([.. request.Select(line => line[2..])], string.Join('\n', body), [.. expected.Select(line => line[2..])]);
        }
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private List<string> Take(ref int at, Func<string, bool> belongs)
    {
        var taken = lines.Skip(at).TakeWhile(belongs).ToList();
        at += taken.Count;
        return taken;
    }

    private void Do(string[] words)
    {
        switch (words)
        {
            case ["contacts", _]:
                break;
            case ["edit", var index]:
                account.Edit(Number(index), person => person["names"]![0]!["displayName"] = "Edited");
                break;
            case ["delete", var index]:
                account.Delete(Number(index));
                break;
            case ["expire"]:
                account.ExpireSyncTokens();
                break;
            case ["wait"]:
                world.Time.Shift += RecentChecks.Holds;
                break;
            default:
                throw new InvalidOperationException($"Nobody can do this: {string.Join(' ', words)}");
        }
    }

    private async Task ExchangeAsync(IReadOnlyList<string> head, string body, IReadOnlyList<string> expected)
    {
        var first = Fill(head[0]).Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(first[0]), first[1]);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{token}")));
        request.Content = body.Length == 0 ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(body)));
        foreach (var header in head.Skip(1).Select(line => line.Split(": ", 2)))
        {
            if (header is ["Authorization", "none"])
            {
                request.Headers.Authorization = null;
            }
            else
            {
                Assert.True(request.Headers.TryAddWithoutValidation(header[0], header[1]) || request.Content!.Headers.TryAddWithoutValidation(header[0], header[1]), header[0]);
            }
        }

        using var reply = await world.Client.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        foreach (var line in expected)
        {
            Check(reply, text, line, $"{head[0]}\n{line}\n{(int)reply.StatusCode} {text[..Math.Min(text.Length, 4000)]}");
        }
    }

    private void Check(HttpResponseMessage reply, string text, string expected, string otherwise)
    {
        var (word, rest) = expected.Split(' ', 2) is [var name, var value] ? (name, value) : (expected, string.Empty);
        switch (word)
        {
            case "header":
                var header = rest.Split(": ", 2);
                var values = reply.Headers.Concat(reply.Content.Headers).Where(pair => pair.Key.Equals(header[0], StringComparison.OrdinalIgnoreCase)).SelectMany(pair => pair.Value).ToList();
                Assert.True(values.Exists(found => found.StartsWith(header[1], StringComparison.Ordinal)) || string.Join(", ", values) == header[1], $"{otherwise}\n{string.Join('\n', values)}");
                break;
            case "responses":
                Assert.True(XDocument.Parse(text).Root!.Elements(XName.Get("response", "DAV:")).Count() == Number(rest), otherwise);
                break;
            case "has":
                Assert.True(text.Contains(Fill(rest), StringComparison.Ordinal), otherwise);
                break;
            case "lacks":
                Assert.False(text.Contains(Fill(rest), StringComparison.Ordinal), otherwise);
                break;
            case "google":
                Assert.Equal(Number(rest), world.Google.Requests[GoogleOperation.BatchGet]);
                break;
            case "keep":
                var parts = rest.Split(' ', 2);
                var match = Regex.Match(text, parts[1]);
                Assert.True(match.Success, otherwise);
                kept[parts[0]] = match.Groups[1].Value;
                break;
            default:
                Assert.True((int)reply.StatusCode == Number(word), otherwise);
                break;
        }
    }

    private string Fill(string text) => Placeholder().Replace(text, match => match.Groups[2].Success ? Href(Number(match.Groups[2].Value)) : kept[match.Groups[1].Value]);

    private string Href(int index) => $"/dav/books/contacts/{account.NameOf(index)["people/".Length..]}.vcf";

    [GeneratedRegex("\\{([a-z]+)(?: ([0-9]+))?\\}")]
    private static partial Regex Placeholder();
}
