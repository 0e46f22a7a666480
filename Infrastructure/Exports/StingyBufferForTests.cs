using System.Buffers;

namespace Gcd.Infrastructure.Exports;

/// <summary>A buffer writer that never gives more than it was asked for, so that every seam between spans is crossed.</summary>
internal sealed class StingyBufferForTests : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _all = new();
    private byte[] _given = [];

    public ReadOnlySpan<byte> Written => _all.WrittenSpan;

    public void Advance(int count)
    {
        _all.Write(_given.AsSpan(0, count));
        _given = [];
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _given = new byte[Math.Max(sizeHint, 1)];

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
