using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gcd.Infrastructure.Crypto;

public sealed class KeyTextTests
{
    [Fact]
    public void Base64_and_base64url_of_32_bytes_are_those_bytes_padded_or_not()
    {
        // 0xfb and 0xff make both characters in which the two alphabets differ.
        var key = Enumerable.Repeat<byte[]>([0xfb, 0xff, 0xfe], 11).SelectMany(bytes => bytes).Take(32).ToArray();
        var base64 = Convert.ToBase64String(key);
        var url = Base64Url.EncodeToString(key);
        Assert.Contains('+', base64);
        Assert.Contains('/', base64);

        Assert.All(new[] { base64, base64.TrimEnd('='), url, url + "=" }, text => Assert.Equal(key, Decode(text)));
    }

    [Fact]
    public void Base64_of_any_other_number_of_bytes_is_no_key()
    {
        foreach (var size in Enumerable.Range(0, 65).Where(size => size != 32))
        {
            var other = RandomNumberGenerator.GetBytes(size);
            Assert.Null(Decode(Convert.ToBase64String(other)));
            Assert.Null(Decode(Base64Url.EncodeToString(other)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("correct horse battery staple, twice over, ok")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("äAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void Any_other_text_is_no_key(string text) => Assert.Null(Decode(text));

    private static byte[]? Decode(string text)
    {
        var key = new byte[32];
        return KeyText.TryDecode32Bytes(text, key) ? key : null;
    }
}
