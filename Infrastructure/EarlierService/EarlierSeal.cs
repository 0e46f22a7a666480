using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gcd.Infrastructure.Crypto;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>Opens what the earlier service sealed (Fernet, https://github.com/fernet/spec). Its two versions made their keys of the text differently; each is tried.</summary>
internal sealed class EarlierSeal
{
    // Of the decoded token: version, time and IV before the sealed text, the HMAC after it.
    private const byte Version = 0x80;
    private const int IvOffset = 9;
    private const int HeadLength = 25;
    private const int HmacLength = 32;
    private const int BlockLength = 16;

    // Credentials are a few thousand bytes; what is longer is none of the earlier service's.
    public const int MostBytes = 256 * 1024;

    private readonly IReadOnlyList<byte[]> keys;

    private EarlierSeal(IReadOnlyList<byte[]> keys) => this.keys = keys;

    /// <param name="key">The text that the earlier service was given as its key.</param>
    public static EarlierSeal Of(string key)
    {
        var keys = new List<byte[]> { SHA256.HashData(Encoding.UTF8.GetBytes(key)) };
        // The later version takes a text of 44 characters as it is, any other one filled with blanks and cut; what is not ASCII it refused at its start.
        var itself = new byte[32];
        if (KeyText.TryDecode32Bytes(key, itself))
        {
            keys.Add(itself);
        }

        var padded = key.PadRight(32)[..32];
        if (Ascii.IsValid(padded))
        {
            keys.Add(Encoding.ASCII.GetBytes(padded));
        }

        return new EarlierSeal(keys);
    }

    /// <param name="value">A Fernet token in ASCII, or the base64 of it, as the later version stores it.</param>
    /// <returns>Null where none of the keys opens it.</returns>
    public byte[]? Open(ReadOnlySpan<byte> value)
    {
        if (Decode(value) is not { } token || (token[0] != Version && (token = Decode(token)) is null))
        {
            return null;
        }

        var sealedLength = token.Length - HeadLength - HmacLength;
        if (token[0] != Version || sealedLength < BlockLength || sealedLength % BlockLength != 0)
        {
            return null;
        }

        foreach (var key in keys)
        {
            if (Open(token, key) is { } opened)
            {
                return opened;
            }
        }

        return null;
    }

    /// <summary>Keys are never printed.</summary>
    public override string ToString() => nameof(EarlierSeal);

    private static byte[]? Open(ReadOnlySpan<byte> token, ReadOnlySpan<byte> key)
    {
        var signed = token[..^HmacLength];
        Span<byte> hmac = stackalloc byte[HmacLength];
        HMACSHA256.HashData(key[..16], signed, hmac);
        if (!CryptographicOperations.FixedTimeEquals(hmac, token[^HmacLength..]))
        {
            return null;
        }

        using var aes = Aes.Create();
        aes.SetKey(key[16..]);
        try
        {
            return aes.DecryptCbc(signed[HeadLength..], signed[IvOffset..HeadLength]);
        }
        catch (CryptographicException)
        {
            // Signed with the key, and yet padded as no text is.
            return null;
        }
    }

    private static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > MostBytes || !Base64Url.IsValid(text))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromUtf8(text);
        return bytes.Length > 0 ? bytes : null;
    }
}
