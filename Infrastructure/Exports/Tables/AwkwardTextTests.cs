using System.Text.Encodings.Web;
using System.Text.Json;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Tables;

public sealed class AwkwardTextTests
{
    public static TheoryData<string> Texts => [.. HostileTextForTests.All];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Awkward_text_arrives_unchanged_however_Google_writes_it(string text)
    {
        string[] spellings =
        [
            Quote(JsonEncodedText.Encode(text).ToString()),
            Quote(Relaxed(text)),
            Quote(string.Concat(text.Select(unit => $"\\u{(int)unit:x4}"))),
        ];
        foreach (var value in spellings)
        {
            Assert.Equal([text], Show($$"""{"names":[{"displayName":{{value}}}]}""", "Full Name"));
            Assert.Equal(
                [text, $"{text}; {text}"],
                Show($$"""{"emailAddresses":[{"value":{{value}}},{"value":{{value}}},{"value":{{value}}}]}""", "Primary Email", "Other Emails"));
        }
    }

    [Theory]
    [InlineData("""\ud83d""", "\uFFFD")]
    [InlineData("""a\ud83d""", "a\uFFFD")]
    [InlineData("""\ud83db""", "\uFFFDb")]
    [InlineData("""\ude00\ud83d""", "\uFFFD\uFFFD")]
    [InlineData("""\ud83d\n\ude00""", "\uFFFD\n\uFFFD")]
    public void A_lone_surrogate_becomes_the_replacement_character(string raw, string expected) =>
        Assert.Equal([expected], Show($$"""{"names":[{"givenName":"{{raw}}"}]}""", "Given Name"));

    [Theory]
    [InlineData(1022)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    [InlineData(600_000)]
    public void Text_longer_than_a_buffer_is_whole(int length)
    {
        var plain = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26))));
        var quotes = string.Concat(Enumerable.Repeat("\"\n\u0001é😀", length / 32));

        Assert.Equal([plain], Show($$"""{"names":[{"displayName":"{{plain}}"}]}""", "Full Name"));
        Assert.Equal([quotes], Show($$"""{"names":[{"displayName":"{{Relaxed(quotes)}}"}]}""", "Full Name"));
    }

    private static string Relaxed(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();

    private static string Quote(string raw) => $"\"{raw}\"";
}
