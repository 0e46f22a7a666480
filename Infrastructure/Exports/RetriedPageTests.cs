using System.Buffers;
using System.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

public sealed class RetriedPageTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public void A_page_that_fails_midway_and_comes_again_leaves_no_trace(string format)
    {
        string[] pages = [Page("1", "2"), Page("3", "4"), Page("5")];
        var writer = ContactFormats.Find(format)!.CreateWriter();
        var file = new ArrayBufferWriter<byte>();
        var scratch = new ArrayBufferWriter<byte>();
        var contact = new Contact();
        long total = 0;
        writer.Begin(file, "me@example.com");
        foreach (var page in pages.Select(Encoding.UTF8.GetBytes))
        {
            scratch.ResetWrittenCount();
            writer.BeginPage(scratch, total);
            Assert.Throws<MalformedPageException>(() => PeoplePageParser.Parse(page.AsMemory(0, page.Length - 1), contact, writer));
            Assert.NotEqual(0, scratch.WrittenCount);

            scratch.ResetWrittenCount();
            writer.BeginPage(scratch, total);
            total += PeoplePageParser.Parse(page, contact, writer).Contacts;
            file.Write(scratch.WrittenSpan);
        }

        writer.End(file, total);
        Assert.Equal(FilesForTests.Write(format, pages), Encoding.UTF8.GetString(file.WrittenSpan));
    }

    private static string Page(params IEnumerable<string> names) =>
        $$"""{"connections":[{{string.Join(',', names.Select(name => $$"""{"resourceName":"{{name}}"}"""))}}]}""";
}
