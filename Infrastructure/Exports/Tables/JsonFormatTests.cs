using System.Buffers;
using System.Text;
using System.Text.Json;
using Gcd.Infrastructure.Exports.Text;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class JsonFormatTests : ExportFormatTests
{
    private protected override ExportFormat Format { get; } = new JsonFormat();

    protected override IReadOnlyList<IReadOnlyList<string>> Read(byte[] file)
    {
        using var json = JsonDocument.Parse(file);
        var contacts = json.RootElement.GetProperty("contacts").EnumerateArray();
        return [.. contacts.Select(contact => contact.EnumerateObject().Select(column => column.Value.GetString()!).ToList())];
    }

    [Fact]
    public void An_empty_address_book_is_an_empty_list() =>
        Assert.Equal("{\"user_email\":\"me@example.com\",\"contacts\":[],\"total_contacts\":0}\n", Write("json", "{}"));

    [Fact]
    public void The_file_names_the_user_and_how_many_contacts_were_written()
    {
        using var json = JsonDocument.Parse(Write(
            "json", """{"connections":[{},{}],"nextPageToken":"t"}""", """{"connections":[]}""", """{"connections":[{}]}"""));

        Assert.Equal("me@example.com", json.RootElement.GetProperty("user_email").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("contacts").GetArrayLength());
        Assert.Equal(3, json.RootElement.GetProperty("total_contacts").GetInt32());
    }

    [Fact]
    public void Only_what_must_be_escaped_is_escaped() =>
        Assert.Contains(
            """{"Full Name":"Zoë <zoë> & 'Ünal' +39 😀","Given Name":"😀\u0001é\"",""",
            Write("json", """{"connections":[{"names":[{"displayName":"Zoë <zoë> & 'Ünal' +39 😀","givenName":"😀\u0001é\""}]}]}"""),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("o\"neil@example.com", "o\"neil@example.com")]
    [InlineData("zoë@example.com", "zoë@example.com")]
    [InlineData("a\\u@example.com", "a\\u@example.com")]
    public void Any_user_address_gives_valid_json(string address, string expected)
    {
        var (format, context, file) = (new JsonFormat(), Context(address), new ArrayBufferWriter<byte>());
        var output = new Utf8Output(file);
        format.Begin(context, ref output);
        format.End(context, 0, ref output);
        output.Flush();

        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(file.WrittenSpan));
        Assert.Equal(expected, json.RootElement.GetProperty("user_email").GetString());
    }
}
