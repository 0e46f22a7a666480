using System.Buffers;
using System.Text;
using static Gcd.Infrastructure.Exports.FilesForTests;

namespace Gcd.Infrastructure.Exports.Text;

public sealed class FoldedLinesTests
{
    [Theory]
    [InlineData("a,b;c\\d", "a\\,b\\;c\\\\d")]
    [InlineData("a\nb\r\nc\rd\r", "a\\nb\\nc\\nd\\n")]
    [InlineData("a\0\u0001\tb\u007f", "a\tb")]
    [InlineData("\"x\": y", "\"x\": y")]
    public void Text_is_escaped_as_the_RFCs_say(string text, string expected) => Assert.Equal($"N:{expected}\r\n", Written(text));

    [Fact]
    public void No_line_is_longer_than_75_octets_nor_folded_before_it_must_be()
    {
        for (var length = 60; length < 300; length++)
        {
            var lines = Written(new string('x', length)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines[..^1], line => Assert.Equal(75, line.Length));
            Assert.InRange(lines[^1].Length, 2, 75);
        }
    }

    [Theory]
    [InlineData("é")]
    [InlineData("伟")]
    [InlineData("😀")]
    [InlineData("ab😀é")]
    [InlineData(",")]
    [InlineData("\n")]
    [InlineData("x\\")]
    public void A_fold_cuts_no_character_and_no_escape(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 200));
        for (var before = 0; before < 8; before++)
        {
            var lines = Written(new string('x', before) + text).Split("\r\n");
            Assert.All(lines, line => Assert.InRange(Strict.GetByteCount(line), 0, 75));
            Assert.All(lines, line => Assert.Equal(0, line.Reverse().TakeWhile(sign => sign == '\\').Count() % 2));
            var unfolded = string.Concat(lines.Select((line, i) => i > 0 && line.Length > 0 ? line[1..] : line));
            Assert.Equal("N:" + new string('x', before) + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal), unfolded);
        }
    }

    private static string Written(string text)
    {
        var file = new ArrayBufferWriter<byte>();
        var output = new Utf8Output(file);
        var line = new FoldedLines();
        line.Write(ref output, "N:"u8);
        line.WriteText(ref output, Encoding.UTF8.GetBytes(text));
        line.End(ref output);
        output.Flush();

        // Each line by itself is whole UTF-8.
        var bytes = file.WrittenSpan;
        foreach (var range in bytes.Split("\r\n "u8))
        {
            Strict.GetString(bytes[range]);
        }

        return Strict.GetString(bytes);
    }
}
