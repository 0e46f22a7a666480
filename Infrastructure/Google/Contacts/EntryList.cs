namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>The entries of one list of a contact, in Google's order.</summary>
internal readonly ref struct EntryList<T>(ReadOnlySpan<TextRange> slots, int width, int count)
    where T : struct, IPersonEntry<T>, allows ref struct
{
    private static readonly TextRange[] Empty = new TextRange[PersonSchema.All.Max(field => field.Width)];
    private readonly ReadOnlySpan<TextRange> slots = slots;

    public int Count => count;

    /// <summary>The place of the entry that metadata marks as primary, else 0; -1 in an empty list.</summary>
    public int IndexOfPrimary
    {
        get
        {
            for (var index = 0; index < count; index++)
            {
                if (!slots[index * width].IsEmpty)
                {
                    return index;
                }
            }

            return count > 0 ? 0 : -1;
        }
    }

    /// <summary>The entry that metadata marks as primary, else the first, else an empty one.</summary>
    public T Primary => IndexOfPrimary is >= 0 and var index ? this[index] : T.From(Empty);

    public T this[int index] => T.From(slots.Slice(index * width, width));

    public Enumerator GetEnumerator() => new(this);

    public ref struct Enumerator(EntryList<T> list)
    {
        private readonly EntryList<T> list = list;
        private int index = -1;

        public readonly T Current => list[index];

        public bool MoveNext() => ++index < list.Count;
    }
}
