using System.Text;
using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

public sealed class JsonEscapesTests
{
    [Theory]
    [InlineData("""plain""", "plain")]
    [InlineData("""\"\\\/\b\f\n\r\t""", "\"\\/\b\f\n\r\t")]
    [InlineData("""a\u00e9\u20acb\u0000""", "aé€b\0")]
    [InlineData("""\ud83d\ude00""", "😀")]
    [InlineData("""\uD83D\uDE00!""", "😀!")]
    [InlineData("""\ud83d""", "\uFFFD")]
    [InlineData("""x\ud83dy""", "x\uFFFDy")]
    [InlineData("""\ude00\ud83d""", "\uFFFD\uFFFD")]
    [InlineData("""\ud83d\ud83d\ude00""", "\uFFFD😀")]
    [InlineData("""\ud83d\u0041""", "\uFFFDA")]
    [InlineData("""\ud83d\n""", "\uFFFD\n")]
    [InlineData("""\ud83d\\u""", "\uFFFD\\u")]
    public void Escapes_become_utf8_and_a_lone_surrogate_the_replacement_character(string raw, string expected) =>
        Assert.Equal(expected, Unescape(raw));

    [Fact]
    public void Every_text_that_the_library_can_read_is_read_alike()
    {
        var random = new Random(11);
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => RandomRune(random).ToString()));
            var raw = JsonEncodedText.Encode(text).ToString();
            Assert.Equal(text, Unescape(raw));
        }
    }

    // UTF-16 text made unit by unit is a second way to the same rule: Encoding.UTF8 replaces each lone surrogate.
    [Fact]
    public void Escapes_of_random_units_and_surrogates_are_read_as_UTF_16_would_be()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var units = new char[random.Next(8)];
            for (var i = 0; i < units.Length; i++)
            {
                units[i] = (char)(random.Next(3) switch { 0 => random.Next(0xD800, 0xDC00), 1 => random.Next(0xDC00, 0xE000), _ => random.Next(0x10000) });
            }

            var raw = string.Concat(units.Select(unit => random.Next(2) == 0 ? $"\\u{(int)unit:x4}" : $"\\u{(int)unit:X4}"));
            Assert.True(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(units)) == Unescape(raw), $"seed {seed}: {raw}");
        }
    }

    private static Rune RandomRune(Random random) =>
        Rune.TryCreate(random.Next(random.Next(2) == 0 ? 0x80 : 0x11000), out var rune) ? rune : new Rune('x');

    private static string Unescape(string raw)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var text = new byte[bytes.Length];
        return Encoding.UTF8.GetString(text, 0, JsonEscapes.Unescape(bytes, text));
    }
}
