using Microsoft.Win32.SafeHandles;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>A file of LiteDB's in whole pages. Without the right to write it refuses to; without a handle it is empty.</summary>
internal abstract class LiteDbFile(SafeFileHandle? handle, bool canWrite) : Stream
{
    // LiteDB 5: Constants.PAGE_SIZE.
    private const int PageSize = 8192;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => canWrite;

    /// <summary>A page torn by a kill or a full disk does not count. LiteDB would cut it off, for which a right to write is needed; the next write covers it.</summary>
    public override long Length => handle is null ? 0 : RandomAccess.GetLength(handle) / PageSize * PageSize;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = handle is null ? 0 : ReadAll(handle, buffer.AsSpan(offset, count));
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        RandomAccess.Write(Writable(), buffer.AsSpan(offset, count), Position);
        Position += count;
    }

    public override void SetLength(long value) => RandomAccess.SetLength(Writable(), value);

    /// <summary>To the disk: LiteDB flushes where its safety depends on it.</summary>
    public override void Flush() => RandomAccess.FlushToDisk(Writable());

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            handle?.Dispose();
        }

        base.Dispose(disposing);
    }

    // LiteDB takes a page for read however few bytes came.
    private int ReadAll(SafeFileHandle from, Span<byte> buffer)
    {
        var total = 0;
        for (int read; total < buffer.Length && (read = RandomAccess.Read(from, buffer[total..], Position + total)) > 0;)
        {
            total += read;
        }

        return total;
    }

    private SafeFileHandle Writable() => canWrite && handle is not null ? handle : throw new IOException("The database is open for reading only.");
}
