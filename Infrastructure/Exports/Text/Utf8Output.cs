using System.Buffers;

namespace Gcd.Infrastructure.Exports.Text;

/// <summary>Fills a span of the buffer writer directly, so that a value costs no call to it.</summary>
internal ref struct Utf8Output(IBufferWriter<byte> target)
{
    private const int MinimumSpan = 1024;

    private Span<byte> free = target.GetSpan(MinimumSpan);
    private int used;
    private int handedOver;

    /// <summary>How many bytes were written.</summary>
    public readonly int Written => handedOver + used;

    public void Write(byte value)
    {
        if (used == free.Length)
        {
            Renew();
        }

        free[used++] = value;
    }

    public void Write(scoped ReadOnlySpan<byte> text)
    {
        while (!text.TryCopyTo(free[used..]))
        {
            var part = free.Length - used;
            text[..part].CopyTo(free[used..]);
            used += part;
            text = text[part..];
            Renew();
        }

        used += text.Length;
    }

    /// <summary>At least <paramref name="size"/> bytes (up to the minimum span) to be filled and then advanced over.</summary>
    public Span<byte> Free(int size)
    {
        if (free.Length - used < size)
        {
            Renew();
        }

        return free[used..];
    }

    public void Advance(int count) => used += count;

    /// <summary>Must come last: until then the target does not know the latest bytes.</summary>
    public void Flush()
    {
        target.Advance(used);
        handedOver += used;
        used = 0;
        free = default;
    }

    private void Renew()
    {
        Flush();
        free = target.GetSpan(MinimumSpan);
    }
}
