using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>What names a card for good, and when it changed last.</summary>
internal readonly ref struct CardIdentity
{
    private const int ToTheSecond = 19;

    /// <summary>
    /// The id of the CONTACT source. The resource name is no more than a stand-in where PERSON_FIELDS leaves the sources out: it changes when
    /// the contact is linked to a profile.
    /// </summary>
    public ReadOnlySpan<byte> Uid { get; }

    /// <summary>To the second, in UTC, without its Z; empty where Google does not say it.</summary>
    public ReadOnlySpan<byte> UpdateTime { get; }

    public CardIdentity(ExportContext context, Contact contact)
    {
        foreach (var source in contact.Sources)
        {
            if (contact.Raw(source.Type).SequenceEqual("CONTACT"u8))
            {
                Uid = context.Text(contact, source.Id);
                var time = context.Text(contact, source.UpdateTime);
                UpdateTime = IsTime(time) ? time[..ToTheSecond] : default;
                break;
            }
        }

        if (Uid.IsEmpty)
        {
            var name = context.Text(contact, contact.ResourceName);
            Uid = name[(name.LastIndexOf((byte)'/') + 1)..];
        }
    }

    private static bool IsTime(ReadOnlySpan<byte> time)
    {
        var form = "0000-00-00T00:00:00"u8;
        if (time.Length <= form.Length || time[^1] != 'Z')
        {
            return false;
        }

        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] == '0' ? !char.IsAsciiDigit((char)time[i]) : time[i] != form[i])
            {
                return false;
            }
        }

        return true;
    }
}
