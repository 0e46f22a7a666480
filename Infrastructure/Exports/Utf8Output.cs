using System.Buffers;

namespace Gcd.Infrastructure.Exports;

/// <summary>Fills a span of the buffer writer directly, so that a contact costs one call to it and not one a value.</summary>
internal ref struct Utf8Output(IBufferWriter<byte> target)
{
    private const int MinimumSpan = 1024;

    private Span<byte> _free = target.GetSpan(MinimumSpan);
    private int _used;

    public void Write(byte value)
    {
        if (_used == _free.Length)
        {
            Renew();
        }

        _free[_used++] = value;
    }

    public void Write(ReadOnlySpan<byte> text)
    {
        while (!text.TryCopyTo(_free[_used..]))
        {
            var part = _free.Length - _used;
            text[..part].CopyTo(_free[_used..]);
            _used += part;
            text = text[part..];
            Renew();
        }

        _used += text.Length;
    }

    /// <summary>At least <paramref name="size"/> bytes (up to the minimum span) to be filled and then advanced over.</summary>
    public Span<byte> Free(int size)
    {
        if (_free.Length - _used < size)
        {
            Renew();
        }

        return _free[_used..];
    }

    public void Advance(int count) => _used += count;

    /// <summary>Must come last: until then the target knows nothing of the latest bytes.</summary>
    public readonly void Flush() => target.Advance(_used);

    private void Renew()
    {
        Flush();
        _free = target.GetSpan(MinimumSpan);
        _used = 0;
    }
}
