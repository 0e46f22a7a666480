using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Exports.PhoneBooks;

/// <summary>What holds for every phone book besides, read by .NET's own XML reader and by xmllint.</summary>
public abstract partial class PhoneBookTests : ExportFormatTests
{
    private const string Hostile = """
        {"names":[{"displayName":"a\u0000\u0001\ufffe\uffff]]><&'\"\r\n\u2028\u202e\ud83d😀","familyName":"<&"}],
        "organizations":[{"name":"</Name><!-- & ]]> -->\u001b\ufeff"}],
        "phoneNumbers":[{"value":"+1\u0000<&>2","type":"\"><x y='\u0008'\n","formattedType":"\"><x y='\u0008'\n"},{"value":"3"}]}
        """;

    [Theory]
    [InlineData("+39 055 1234", "+390551234", "+390551234")]
    [InlineData("055 1234", "+390551234", "+390551234")]
    [InlineData("055 1234", "", "0551234")]
    [InlineData("+39 (055) 12-34.5", "", "+3905512345")]
    [InlineData("tel:+1-555-0100", "", "+15550100")]
    [InlineData("*21#", "", "*21#")]
    [InlineData("+1 555 0100 x12", "", "+15550100")]
    [InlineData("+1 555 0100 EXT. 12", "", "+15550100")]
    [InlineData("+1 555 0100;ext=12", "", "+15550100")]
    [InlineData("+1 555 0100,,12#", "", "+15550100")]
    [InlineData("ext. 12", "", "12")]
    [InlineData("1+1", "", "11")]
    [InlineData("٠٥٥ １２３", "", "055123")]
    public void A_number_is_its_canonical_form_or_what_of_it_can_be_dialled(string value, string canonical, string expected) =>
        Assert.Equal([expected], Numbers($$"""{"names":[{"displayName":"A"}],"phoneNumbers":[{"value":"{{value}}","canonicalForm":"{{canonical}}"}]}"""));

    [Theory]
    [InlineData("""{"names":[{"displayName":"A"}],"emailAddresses":[{"value":"a@x.org"}]}""")]
    [InlineData("""{"names":[{"displayName":"A"}],"phoneNumbers":[{"value":"on request"},{"value":"+"},{"value":"#"},{"value":"x"}]}""")]
    public void Who_has_nothing_to_dial_is_left_out(string person) => Assert.Empty(Read(Export(Page(person))));

    [Theory]
    [InlineData("""{"names":[{"displayName":"D","unstructuredName":"U"}],"organizations":[{"name":"O"}]""", "D")]
    [InlineData("""{"names":[{"unstructuredName":"U"}],"organizations":[{"name":"O"}]""", "U")]
    [InlineData("""{"names":[{"displayName":" \u0001\uffff"}],"organizations":[{"name":"O"}],"nicknames":[{"value":"N"}]""", "O")]
    [InlineData("""{"organizations":[{"name":" "}],"nicknames":[{"value":"N"}],"emailAddresses":[{"value":"e@x.org"}]""", "N")]
    [InlineData("""{"emailAddresses":[{"value":"e@x.org"}]""", "e@x.org")]
    [InlineData("""{"nicknames":[]""", "+1")]
    public void Who_has_no_name_is_listed_by_what_there_is(string person, string expected) =>
        Assert.Contains(expected, Assert.Single(Read(Export(Page($$"""{{person}},"phoneNumbers":[{"value":"+1"}]}""")))));

    [Fact]
    public void All_numbers_of_a_contact_are_there_in_their_order() =>
        Assert.Equal(["1", "2", "3"], Numbers("""{"names":[{"displayName":"A"}],"phoneNumbers":[{"value":"1","type":"home"},{"value":"none"},{"value":"2"},{"value":"3"}]}"""));

    [SkippableFact]
    public async Task Xmllint_finds_a_book_of_hostile_names_well_formed()
    {
        var xmllint = Tool.Require("xmllint");
        var file = Path.GetTempFileName();
        try
        {
            var people = HostileTextForTests.All.Select(text => $$"""{"names":[{"displayName":{{Quote(text)}}}],"phoneNumbers":[{"value":"1","type":{{Quote(text)}}},{"value":"2"}]}""");
            await File.WriteAllBytesAsync(file, Export(Page([.. people.Prepend(Hostile)])));
            // --noout prints nothing but faults; warnings count as faults.
            Assert.Equal((0, "", ""), await Tool.RunAsync(xmllint, "--nonet", "--noout", file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    protected sealed override string Shown(string text) => Unwritable().Replace(LineBreak().Replace(text, " "), string.Empty);

    protected sealed override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file) =>
        [.. Load(file).Descendants(EntryElement).Select(entry => entry.Descendants().Select(element => element.Value)
            .Concat(entry.Descendants().Attributes().Select(attribute => attribute.Value)).Append(NameOf(entry)).ToList())];

    /// <summary>The element of a contact.</summary>
    protected abstract string EntryElement { get; }

    /// <summary>The numbers of an entry.</summary>
    protected abstract IEnumerable<string> NumbersOf(XElement entry);

    /// <summary>The whole name of an entry, where it is in more than one element.</summary>
    protected virtual string NameOf(XElement entry) => string.Empty;

    private protected static XElement Load(byte[] file)
    {
        using var reader = XmlReader.Create(new MemoryStream(file), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }

    /// <summary>The entries of these people.</summary>
    private protected List<XElement> Entries(params string[] people) => [.. Load(Export(Page(people))).Descendants(EntryElement)];

    /// <summary>The file of a person who has labels, of which <c>starred</c> is Google's.</summary>
    private protected XElement WithLabels(string person, params string[] labels)
    {
        var context = FilesForTests.Context();
        context.Labels = new ContactGroups([.. labels.Select((name, i) => new ContactGroup(name == "starred" ? "contactGroups/starred" : $"contactGroups/{i}", name, name != "starred", 1))]);
        var file = new StingyBufferForTests();
        var output = new Utf8Output(file);
        Format.Begin(context, ref output);
        FilesForTests.WritePage(Format, context, Encoding.UTF8.GetBytes(Page(person)), 0, ref output);
        Format.End(context, 1, ref output);
        output.Flush();
        return Load(file.Written.ToArray());
    }

    private protected static string Page(params string[] people) => $$"""{"connections":[{{string.Join(',', people)}}]}""";

    private List<string> Numbers(string person) => [.. Entries(person).SelectMany(NumbersOf)];

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    [GeneratedRegex("\r\n|[\r\n\t]")]
    private static partial Regex LineBreak();

    [GeneratedRegex("[\0-\u001f\uFFFE\uFFFF]")]
    private static partial Regex Unwritable();
}
