using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>A name in a table that has columns for its parts, and none for the whole.</summary>
internal static class NameParts
{
    public static bool HasAny(PersonName name) =>
        !(name.GivenName.IsEmpty && name.FamilyName.IsEmpty && name.MiddleName.IsEmpty && name.HonorificPrefix.IsEmpty && name.HonorificSuffix.IsEmpty);

    public static TextRange Full(PersonName name) => name.DisplayName.IsEmpty ? name.UnstructuredName : name.DisplayName;

    /// <summary>Whether the whole name says more than its parts: Google composes it of them in many orders, so words are looked for.</summary>
    public static bool SayLess(TableRow row, PersonName name)
    {
        var start = row.Plain.Length;
        var more = SayLess(
            row.Text(Full(name)), row.Text(name.GivenName), row.Text(name.FamilyName), row.Text(name.MiddleName), row.Text(name.HonorificPrefix),
            row.Text(name.HonorificSuffix));
        row.Plain.Truncate(start);
        return more;
    }

    private static bool SayLess(
        ReadOnlySpan<byte> full, ReadOnlySpan<byte> given, ReadOnlySpan<byte> family, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> suffix)
    {
        var letters = 0;
        foreach (var range in full.SplitAny(" ,"u8))
        {
            var word = full[range];
            letters += word.Length;
            if (given.IndexOf(word) < 0 && family.IndexOf(word) < 0 && middle.IndexOf(word) < 0 && prefix.IndexOf(word) < 0 && suffix.IndexOf(word) < 0)
            {
                return true;
            }
        }

        return letters > given.Length + family.Length + middle.Length + prefix.Length + suffix.Length;
    }
}
