using System.Buffers;

namespace Gcd.Benchmarks.Bare;

/// <summary>The lines of one card, in memory that is large enough for it.</summary>
internal ref struct BareLines(Span<byte> room, ReadOnlySpan<byte> page)
{
    private static readonly SearchValues<byte> NeedsEscape = SearchValues.Create("\\,;\n"u8);
    private readonly Span<byte> room = room;
    private readonly ReadOnlySpan<byte> page = page;

    public int Length { get; private set; }

    public readonly bool IsType(BareEntry entry, ReadOnlySpan<byte> type) => page[entry.Type].SequenceEqual(type);

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(room[Length..]);
        Length += text.Length;
    }

    public void Add(BareDate date) => Length += date.Write(room[Length..]);

    public void Add(ReadOnlySpan<byte> name, Range value)
    {
        Add(name);
        var text = page[value];
        for (int special; (special = text.IndexOfAny(NeedsEscape)) >= 0; text = text[(special + 1)..])
        {
            Add(text[..special]);
            room[Length++] = (byte)'\\';
            room[Length++] = text[special] == '\n' ? (byte)'n' : text[special];
        }

        Add(text);
    }
}
