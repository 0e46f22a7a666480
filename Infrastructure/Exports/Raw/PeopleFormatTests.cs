using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Raw;

public sealed partial class PeopleFormatTests : ExportFormatTests
{
    private protected override ExportFormat Format { get; } = new PeopleFormat();

    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file)
    {
        var contacts = new List<IReadOnlyList<string>>();
        foreach (var line in Lines(file))
        {
            using var person = JsonDocument.Parse(line);
            contacts.Add([.. Texts(person.RootElement)]);
        }

        return contacts;
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"resourceName":"people/c1","etag":"%E==","unknownYet":[{"deep":{"number":1.50e+2,"nothing":null}}]}""")]
    [InlineData("""{"names":[{"displayName":"Zoe\u0308 \/ \ud83d \ud83d\ude00 \n\r\"\\"}]}""")]
    [InlineData("""{ "names" : [ { "displayName" :	"tabs and blanks" } ] }""")]
    [InlineData("""{"names":[{"displayName":"1"}],"names":[{"displayName":"2"}]}""")]
    public void An_object_is_a_line_byte_for_byte(string person) =>
        Assert.Equal($"{person}\n", Write("people", $$"""{"connections":[{{person}}]}"""));

    [Fact]
    public void Line_breaks_between_tokens_split_no_line()
    {
        var person = JsonNode.Parse("""{"names":[{"displayName":"a\r\nb","metadata":{"primary":true}}],"photos":[]}""")!;
        var indented = person.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\r\n" });

        var lines = Lines(Strict.GetBytes(Write("people", $$"""{"connections":[{{indented}},{{indented}}]}""")));

        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.True(JsonNode.DeepEquals(person, JsonNode.Parse(line))));
    }

    [Fact]
    public async Task Every_line_is_the_object_that_Google_sent()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "10"));
        var account = world.Google.Accounts.Add("awkward@example.com", AwkwardContacts.Create());
        var sent = new List<byte[]>();
        account.Spoil = page =>
        {
            sent.Add(AwkwardContacts.Spoil(page));
            return sent[^1];
        };
        var file = await DownloadAsync(world, account);

        var expected = sent.SelectMany(page => JsonDocument.Parse(page).RootElement.GetProperty("connections").EnumerateArray()).Select(person => person.GetRawText());
        Assert.Equal(expected, Lines(file).Select(Strict.GetString));
        Assert.Equal(account.ContactCount, Lines(file).Count);
        Assert.Contains("Half an emoji \\ud83d\"", Strict.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_of_a_contact_with_every_field_comes()
    {
        await using var world = await World.StartAsync();
        var person = EveryField.Create();
        // Google sends what a profile says only to those who ask for profiles.
        person["emailAddresses"]![0]!["metadata"]!["source"] = person["names"]![0]!["metadata"]!["source"]!.DeepClone();
        var file = await DownloadAsync(world, world.Google.Accounts.Add("every@example.com", [person]));

        Assert.True(JsonNode.DeepEquals(person, JsonNode.Parse(Assert.Single(Lines(file)))));
        Assert.Equal(
            PersonSchema.PersonFields,
            world.Google.Requests.Connections.Single().Query["personFields"].Split(',').Order(StringComparer.Ordinal));
        Assert.Equal("READ_SOURCE_TYPE_CONTACT", world.Google.Requests.Connections.Single().Query["sources"]);
        Assert.Empty(world.Google.Requests.ContactGroups);
    }

    [Fact]
    public async Task Configured_fields_limit_it()
    {
        await using var world = await World.StartAsync(("PERSON_FIELDS", "names,urls"));
        var file = await DownloadAsync(world, world.Google.Accounts.Add("every@example.com", [EveryField.Create()]));

        Assert.Equal(
            ["resourceName", "etag", "names", "urls"],
            JsonNode.Parse(Assert.Single(Lines(file)))!.AsObject().Select(member => member.Key));
    }

    private static async Task<byte[]> DownloadAsync(World world, SimulatedAccount account)
    {
        using var reply = await world.GetAsync("/download?format=people", await world.SignInAsync(account));
        Assert.Equal("application/x-ndjson", reply.Content.Headers.ContentType!.ToString());
        Assert.EndsWith(".ndjson\"", reply.Content.Headers.GetValues("Content-Disposition").Single(), StringComparison.Ordinal);
        return await reply.Content.ReadAsByteArrayAsync();
    }

    private static List<byte[]> Lines(byte[] file)
    {
        var lines = Encoding.Latin1.GetString(file).Split('\n');
        Assert.Empty(lines[^1]);
        return [.. lines[..^1].Select(Encoding.Latin1.GetBytes)];
    }

    // Google's text is handed on as it is; System.Text.Json reads half a character, but gives no string of it.
    [GeneratedRegex("""(?<!\\)((?:\\\\)*)\\ud83d(?!\\ud[c-f])""")]
    private static partial Regex HalfACharacter();

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [(string)JsonNode.Parse(HalfACharacter().Replace(value.GetRawText(), "$1\\ufffd"))!],
        JsonValueKind.Number => [value.GetRawText()],
        _ => [],
    };
}
