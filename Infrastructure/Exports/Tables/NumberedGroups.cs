using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>
/// Columns that come again for each entry of a list, such as E-mail 2 - Label and E-mail 2 - Value. A file that streams cannot know the
/// widest contact, so the number is fixed; what is beyond shares the last group's cells, joined in one order by Google's own sign.
/// </summary>
internal sealed record NumberedGroups(int First, int Count, int Width)
{
    public static ReadOnlySpan<byte> Separator => " ::: "u8;

    /// <summary>The column after them.</summary>
    public int End => First + Count * Width;

    /// <summary>The primary entry comes first, the others stay in Google's order.</summary>
    public void Fill<T, TParts>(TableRow row, EntryList<T> entries)
        where T : struct, IPersonEntry<T>, allows ref struct
        where TParts : IGroupParts<T>
    {
        var alone = entries.Count > Count ? Count - 1 : entries.Count;
        var primary = entries.IndexOfPrimary;
        for (var i = 0; i < alone; i++)
        {
            for (var part = 0; part < Width; part++)
            {
                var start = row.Plain.Length;
                TParts.Append(row, entries[Place(i, primary)], part);
                row.SetFrom(First + i * Width + part, start);
            }
        }

        if (alone < entries.Count)
        {
            FillLast<T, TParts>(row, entries, alone);
        }
    }

    // Empty parts keep their place, so that the nth value belongs to the nth label.
    private void FillLast<T, TParts>(TableRow row, EntryList<T> entries, int from)
        where T : struct, IPersonEntry<T>, allows ref struct
        where TParts : IGroupParts<T>
    {
        var primary = entries.IndexOfPrimary;
        for (var part = 0; part < Width; part++)
        {
            var start = row.Plain.Length;
            var isEmpty = true;
            for (var i = from; i < entries.Count; i++)
            {
                row.Plain.Append(i > from ? Separator : default);
                var before = row.Plain.Length;
                TParts.Append(row, entries[Place(i, primary)], part);
                isEmpty &= row.Plain.Length == before;
            }

            if (!isEmpty)
            {
                row.SetFrom(First + (Count - 1) * Width + part, start);
            }
        }
    }

    /// <summary>Which entry comes at this place when the primary one comes first.</summary>
    public static int Place(int order, int primary) => order == 0 ? primary : order <= primary ? order - 1 : order;
}

/// <summary>What the cells of one group show.</summary>
internal interface IGroupParts<T>
    where T : struct, IPersonEntry<T>, allows ref struct
{
    static abstract void Append(TableRow row, T entry, int part);
}
