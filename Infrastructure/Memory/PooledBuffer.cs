using System.Buffers;

namespace Gcd.Infrastructure.Memory;

/// <summary>
/// Holds a piece of a file. It grows in pooled memory and gives it back cleared, so that no contact stays behind where somebody else rents next.
/// </summary>
internal sealed class PooledBuffer(ArrayPool<byte> pool) : IBufferWriter<byte>, IDisposable
{
    private const int LeastSize = 64 * 1024;
    private byte[] bytes = [];
    private int length;

    public int Length => length;

    public ArraySegment<byte> Written => new(bytes, 0, length);

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return bytes.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return bytes.AsSpan(length);
    }

    /// <summary>Forgets what was written and gives the memory back; the buffer can be used again.</summary>
    public void Clear()
    {
        if (bytes.Length > 0)
        {
            bytes.AsSpan(0, length).Clear();
            pool.Return(bytes);
        }

        bytes = [];
        length = 0;
    }

    public void Dispose() => Clear();

    private void EnsureRoom(int sizeHint)
    {
        if (bytes.Length - length >= Math.Max(sizeHint, 1))
        {
            return;
        }

        var larger = pool.Rent(Math.Max(Math.Max(bytes.Length * 2, length + sizeHint), LeastSize));
        bytes.AsSpan(0, length).CopyTo(larger);
        var kept = length;
        Clear();
        bytes = larger;
        length = kept;
    }
}
