using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.Download.Formats;

/// <summary>
/// Writes one download. It remembers nothing from contact to contact, so a page whose formatted bytes were thrown away
/// can be written again.
/// </summary>
internal interface IContactWriter
{
    void Begin(string userEmail);

    void Write(Contact contact, bool isFirst);

    void End(long total);
}
