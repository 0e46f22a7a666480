using System.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>
/// The types that People API's discovery document names, in the words of Google Contacts in English; any other type is the person's own
/// word and stays as it is. Google's formattedType would be in the language of the account, which no importer expects.
/// </summary>
internal static class TypeNames
{
    // The common ones first: the table is searched from the start.
    private static readonly (byte[] Type, byte[] Name)[] All =
    [
        .. Pairs("mobile:Mobile", "home:Home", "work:Work", "other:Other", "main:Main", "homePage:Home Page", "workMobile:Work Mobile"),
        .. Pairs("homeFax:Home Fax", "workFax:Work Fax", "otherFax:Other Fax", "pager:Pager", "workPager:Work Pager", "googleVoice:Google Voice"),
        .. Pairs("profile:Profile", "blog:Blog", "ftp:FTP", "reservations:Reservations", "appInstallPage:App Install Page"),
        .. Pairs("anniversary:Anniversary", "spouse:Spouse", "child:Child", "mother:Mother", "father:Father", "parent:Parent", "brother:Brother"),
        .. Pairs("sister:Sister", "friend:Friend", "relative:Relative", "domesticPartner:Domestic Partner", "manager:Manager"),
        .. Pairs("assistant:Assistant", "referredBy:Referred By", "partner:Partner"),
        .. Pairs("aim:AIM", "msn:MSN", "yahoo:Yahoo", "skype:Skype", "qq:QQ", "googleTalk:Google Talk", "icq:ICQ", "jabber:Jabber"),
        .. Pairs("netMeeting:NetMeeting", "freeBusy:Free/Busy", "availability:Availability", "school:School", "desk:Desk", "grewUp:Grew Up"),
        .. Pairs("account:Account", "customer:Customer", "loginId:Login ID", "network:Network", "organization:Organization"),
        .. Pairs("DEFAULT:Nickname", "MAIDEN_NAME:Maiden Name", "INITIALS:Initials", "GPLUS:Google+ Name", "OTHER_NAME:Other Name"),
        .. Pairs("ALTERNATE_NAME:Alternate Name", "SHORT_NAME:Short Name"),
    ];

    /// <summary>Appends the type as people read it.</summary>
    public static void Append(TableRow row, TextRange type)
    {
        if (type.IsEmpty)
        {
            return;
        }

        var start = row.Plain.Length;
        row.Append(type);
        foreach (var (known, name) in All)
        {
            if (row.Plain.From(start).SequenceEqual(known))
            {
                row.Plain.Truncate(start);
                row.Plain.Append(name);
                return;
            }
        }
    }

    private static IEnumerable<(byte[] Type, byte[] Name)> Pairs(params string[] pairs) =>
        pairs.Select(pair => pair.Split(':')).Select(pair => (Encoding.UTF8.GetBytes(pair[0]), Encoding.UTF8.GetBytes(pair[1])));
}
