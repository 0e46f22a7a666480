namespace Gcd.Infrastructure.Pages;

/// <summary>A file that pages use.</summary>
/// <param name="Content">The whole file.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Fingerprint">Names the content: another content has another fingerprint.</param>
internal sealed record PageAsset(byte[] Content, string ContentType, string Fingerprint);
