using System.Buffers;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports;

/// <summary>
/// Writes one download: Begin, then for each page BeginPage and its contacts, then End. Nothing that a page leaves behind
/// changes what follows (the caller counts), so a page that fails midway is written again by the same BeginPage.
/// </summary>
internal interface IContactWriter : IContactSink
{
    void Begin(IBufferWriter<byte> output, string userEmail);

    /// <summary>The contacts that follow go to <paramref name="output"/>.</summary>
    /// <param name="output">May be thrown away when the page turns out to be malformed.</param>
    /// <param name="contactsBefore">How many contacts the pages before have written.</param>
    void BeginPage(IBufferWriter<byte> output, long contactsBefore);

    void End(IBufferWriter<byte> output, long total);
}
