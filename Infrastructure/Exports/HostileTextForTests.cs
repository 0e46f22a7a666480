namespace Gcd.Infrastructure.Exports;

/// <summary>Texts that a format could mistake for its own signs.</summary>
internal static class HostileTextForTests
{
    public static readonly string[] All =
    [
        "plain", "a,b", "say \"hi\"", "\"", "\"\"", "\",\"", "line\nline", "line\r\nline", "\r", " leading and trailing ",
        "=1+1", "+39 06 1", "-1", "@SUM(A1)", "\tx", "'x", "a;b; c", "C:\\path\\new", "\\u0041", "</script>", "]]>&amp;", "日本語", "Ünïcödé",
        "👩‍👩‍👧‍👦 and 🇮🇹", "שלום \u202Ertl", "a\u2028b\u2029c", "\0\u0001\u001f\u007f\u0080", "\uFEFFbom", "\uFFFE\uFFFF", "e\u0301",
        "a\"b,c\nd\\e😀\u0007", "END:VCARD\r\nBEGIN:VCARD", "\\,\\;\\n",
    ];
}
