using System.Buffers.Text;
using System.Security.Cryptography;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.CardDav;

/// <summary>The entity tag of a card: it changes with the contact, and with the way in which vCards are written.</summary>
internal static class CardETag
{
    /// <summary>Raised whenever a vCard of the same contact comes out differently; a test knows the digest of some.</summary>
    public const byte WriterVersion = 1;

    private const int LongestTag = 512;
    private const int KeptBytes = 15;

    /// <summary>Writes twenty characters, without quotes.</summary>
    public static void Write(ExportContext context, Contact contact, Span<byte> text)
    {
        Span<byte> source = stackalloc byte[LongestTag + 1];
        var tag = Of(context, contact);
        tag = tag[..Math.Min(tag.Length, LongestTag)];
        tag.CopyTo(source);
        source[tag.Length] = WriterVersion;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(source[..(tag.Length + 1)], digest);
        Base64Url.EncodeToUtf8(digest[..KeptBytes], text);
    }

    /// <summary>The CONTACT source's: the person's own changes with the profile that the contact is linked to.</summary>
    private static ReadOnlySpan<byte> Of(ExportContext context, Contact contact)
    {
        foreach (var source in contact.Sources)
        {
            if (contact.Raw(source.Type).SequenceEqual("CONTACT"u8) && !source.Etag.IsEmpty)
            {
                return context.Text(contact, source.Etag);
            }
        }

        return contact.Raw(contact.Etag);
    }
}
