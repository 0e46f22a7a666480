using System.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.Download.Formats;

/// <summary>Which number stands in which phone column.</summary>
internal static class PhoneChoice
{
    /// <summary>The first number of the type, in any case, or -1.</summary>
    public static int First(Contact contact, ReadOnlySpan<byte> type)
    {
        for (var i = 0; i < contact.PhoneNumbers.Count; i++)
        {
            var phone = contact.PhoneNumbers[i];
            if (!phone.Value.IsMissing && Ascii.EqualsIgnoreCase(contact.Raw(phone.Type), type))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a column before Other Phones shows the number, be it from this entry or from one with the same text.</summary>
    public static bool IsShown(Contact contact, int index, int mobile, int work, int home)
    {
        if (index == mobile || index == work || index == home)
        {
            return true;
        }

        var number = contact.Raw(contact.PhoneNumbers[index].Value);
        return IsSame(mobile, number) || IsSame(work, number) || IsSame(home, number);

        bool IsSame(int shown, ReadOnlySpan<byte> text) => shown >= 0 && contact.Raw(contact.PhoneNumbers[shown].Value).SequenceEqual(text);
    }
}
