using System.Buffers;

namespace Gcd.Infrastructure.Memory;

/// <summary>
/// Grows in pooled memory and gives it back cleared, so that no contact stays behind where somebody else rents next. Everything that a
/// download holds of contacts is in such buffers.
/// </summary>
/// <param name="likely">The likely size in bytes; a wrong guess costs a copy.</param>
internal sealed class PooledBuffer(int likely = 0) : IBufferWriter<byte>, IDisposable
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

    /// <summary>Reads the stream to its end.</summary>
    /// <returns>False when there is more than <paramref name="most"/>.</returns>
    public async ValueTask<bool> FillAsync(Stream stream, int most, CancellationToken ct)
    {
        for (int read; (read = await stream.ReadAsync(GetMemory(), ct)) > 0;)
        {
            length += read;
            if (length > most)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Forgets what was written and gives the memory back; the buffer can be used again.</summary>
    public void Clear()
    {
        if (bytes.Length > 0)
        {
            bytes.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(bytes);
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

        var least = bytes.Length == 0 && likely > 0 ? likely : LeastSize;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(bytes.Length * 2, length + sizeHint), least));
        bytes.AsSpan(0, length).CopyTo(larger);
        var kept = length;
        Clear();
        bytes = larger;
        length = kept;
    }
}
