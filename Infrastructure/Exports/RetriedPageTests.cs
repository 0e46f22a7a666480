using System.Buffers;
using System.Text;
using Gcd.Infrastructure.Exports.Text;
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
        var whole = ExportFormats.Find(format)!;
        var context = FilesForTests.Context();
        var file = new ArrayBufferWriter<byte>();
        var kept = new Utf8Output(file);
        var total = 0;
        whole.Begin(context, ref kept);
        foreach (var page in pages.Select(Encoding.UTF8.GetBytes))
        {
            var thrownAway = new ArrayBufferWriter<byte>();
            Assert.Throws<MalformedPageException>(() =>
            {
                var output = new Utf8Output(thrownAway);
                FilesForTests.WritePage(whole, context, new(page, 0, page.Length - 1), total, ref output);
            });
            total += FilesForTests.WritePage(whole, context, page, total, ref kept);
        }

        whole.End(context, total, ref kept);
        kept.Flush();
        Assert.Equal(FilesForTests.Write(format, pages), Encoding.UTF8.GetString(file.WrittenSpan));
    }

    private static string Page(params IEnumerable<string> names) =>
        $$"""{"connections":[{{string.Join(',', names.Select(name => $$"""{"resourceName":"{{name}}"}"""))}}]}""";
}
