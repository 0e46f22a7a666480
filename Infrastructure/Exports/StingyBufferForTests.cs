using System.Buffers;

namespace Gcd.Infrastructure.Exports;

/// <summary>A buffer writer that never gives more than it was asked for, so that every seam between spans is crossed.</summary>
internal sealed class StingyBufferForTests : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> all = new();
    private byte[] given = [];

    public ReadOnlySpan<byte> Written => all.WrittenSpan;

    public void Advance(int count)
    {
        all.Write(given.AsSpan(0, count));
        given = [];
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => given = new byte[Math.Max(sizeHint, 1)];

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
