using System.Buffers;
using System.Text.Unicode;

namespace Gcd.Infrastructure.Memory;

/// <summary>
/// Holds one page of Google's. It grows in pooled memory up to an ordinary page's size, then in a large buffer, of which there are few, and
/// gives both back cleared, so that no contact stays behind where somebody else rents next.
/// </summary>
/// <param name="memory">Where the memory comes from.</param>
/// <param name="likely">The likely size in bytes; a wrong guess costs a copy.</param>
/// <param name="large">A large buffer that was waited for; it is the page's own from now on.</param>
internal sealed class PageBuffer(DownloadMemory memory, int likely, LargeBuffer? large = null) : IDisposable
{
    private const int LeastSize = 64 * 1024;
    private readonly ArrayPool<byte> pool = memory.Pool;
    private LargeBuffer? large = large;
    private byte[] bytes = large?.Bytes ?? [];
    private int length;

    public ArraySegment<byte> Written => new(bytes, 0, length);

    /// <summary>Reads the stream to its end.</summary>
    /// <returns>False when there is more than a large buffer holds.</returns>
    /// <exception cref="DownloadMemoryException">The page is large, and no large buffer is free: wait for one, and ask for the page again.</exception>
    public async ValueTask<bool> FillAsync(Stream stream, CancellationToken ct)
    {
        while (length < DownloadMemory.LargePage)
        {
            EnsureRoom(1);
            var read = await stream.ReadAsync(bytes.AsMemory(length, Math.Min(bytes.Length, DownloadMemory.LargePage) - length), ct);
            if (read == 0)
            {
                return true;
            }

            length += read;
        }

        return await stream.ReadAsync(new byte[1], ct) == 0;
    }

    /// <summary>Puts U+FFFD in place of what is not UTF-8, which makes the page up to three times as long.</summary>
    /// <returns>False when a large buffer cannot hold the result.</returns>
    /// <exception cref="DownloadMemoryException">The page is large, and no large buffer is free.</exception>
    public bool MakeValid()
    {
        if (Utf8.IsValid(Written))
        {
            return true;
        }

        var repaired = Utf8Repair.LengthOf(Written);
        if (repaired > DownloadMemory.LargePage)
        {
            return false;
        }

        EnsureRoom((int)repaired - length);
        Utf8Repair.InPlace(bytes.AsSpan(0, (int)repaired), length);
        length = (int)repaired;
        return true;
    }

    public void Dispose()
    {
        Release();
        bytes = [];
        length = 0;
    }

    private void EnsureRoom(int more)
    {
        if (bytes.Length - length >= more)
        {
            return;
        }

        var least = Math.Max(length + more, Math.Max(bytes.Length * 2, bytes.Length == 0 && likely > 0 ? likely : LeastSize));
        var taken = least > DownloadMemory.OrdinaryPage ? memory.TryTakeLarge() ?? throw new DownloadMemoryException() : null;
        var larger = taken?.Bytes ?? pool.Rent(least);
        Written.AsSpan().CopyTo(larger);
        Release();
        large = taken;
        bytes = larger;
    }

    private void Release()
    {
        bytes.AsSpan(0, length).Clear();
        if (large is not null)
        {
            large.Dispose();
            large = null;
        }
        else if (bytes.Length > 0)
        {
            pool.Return(bytes);
        }
    }
}
