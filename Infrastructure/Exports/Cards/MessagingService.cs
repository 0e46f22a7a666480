using System.Text;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>A messaging service that Google has a protocol for, and the scheme of its addresses: a reader drops one that has none.</summary>
internal sealed class MessagingService(string protocol, string name, string scheme)
{
    // The schemes that Apple writes; what it has none for goes by the service's own name.
    private static readonly MessagingService[] All =
    [
        new("aim", "AIM", "aim:"), new("msn", "MSN", "msnim:"), new("yahoo", "Yahoo", "ymsgr:"), new("skype", "Skype", "skype:"),
        new("qq", "QQ", "qq:"), new("googleTalk", "GoogleTalk", "xmpp:"), new("icq", "ICQ", "icq:"), new("jabber", "Jabber", "xmpp:"),
        new("netMeeting", "NetMeeting", "netmeeting:"),
    ];

    private readonly byte[] protocol = Encoding.ASCII.GetBytes(protocol);
    private readonly byte[] name = Encoding.ASCII.GetBytes(name);
    private readonly byte[] scheme = Encoding.ASCII.GetBytes(scheme);

    public ReadOnlySpan<byte> Name => name;

    public ReadOnlySpan<byte> Scheme => scheme;

    /// <summary>Null when it is the person's own word.</summary>
    public static MessagingService? Find(ReadOnlySpan<byte> protocol)
    {
        foreach (var service in All)
        {
            if (Ascii.EqualsIgnoreCase(protocol, service.protocol))
            {
                return service;
            }
        }

        return null;
    }

    /// <summary>Whether it is an address already, and not the part behind the scheme.</summary>
    public static bool IsSip(ReadOnlySpan<byte> address) =>
        address.Length > 4 && (Ascii.EqualsIgnoreCase(address[..4], "sip:"u8) || Ascii.EqualsIgnoreCase(address[..5], "sips:"u8));
}
