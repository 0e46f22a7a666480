using Microsoft.Win32.SafeHandles;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>
/// The write-ahead log. LiteDB 5.0.20 writes it on a thread of its own, and an exception there may hang it for ever: when the
/// first write after opening fails, that thread waits for itself (DiskWriterQueue.Dispose), and every checkpoint for the thread.
/// So nothing is thrown to it: the fault is remembered, the log ends before what was lost, and whoever needs it on disk is told.
/// </summary>
internal sealed class LiteDbLogFile : LiteDbFile
{
    private readonly Lock changing = new();
    private long lengthOnDisk;
    // What a killed process left may not be on the disk yet.
    private bool isDirty = true;
    private volatile Exception? fault;

    public LiteDbLogFile(SafeFileHandle? handle, bool canWrite)
        : base(handle, canWrite) => lengthOnDisk = Length;

    public Exception? Fault => fault;

    /// <exception cref="IOException">Something of the log was lost.</exception>
    public void BringToDisk()
    {
        Flush();
        ThrowIfFaulty();
    }

    /// <summary>Nothing is written from now on.</summary>
    public void Close(Exception reason)
    {
        lock (changing)
        {
            fault ??= reason;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowIfFaulty();
        return base.Read(buffer, offset, count);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (changing)
        {
            var start = Position;
            Try(() => base.Write(buffer, offset, count), start);
            Position = start + count;
            isDirty = true;
        }
    }

    public override void Flush()
    {
        lock (changing)
        {
            if (isDirty)
            {
                Try(base.Flush, lengthOnDisk);
                lengthOnDisk = Length;
                isDirty = false;
            }
        }
    }

    public override void SetLength(long value)
    {
        lock (changing)
        {
            ThrowIfFaulty();
            base.SetLength(value);
            lengthOnDisk = value;
        }
    }

    private void Try(Action write, long keep)
    {
        if (fault is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
        {
            fault = lost;
            Cut(keep);
        }
    }

    private void Cut(long keep)
    {
        try
        {
            base.SetLength(keep);
        }
        catch (Exception alsoLost) when (alsoLost is IOException or UnauthorizedAccessException)
        {
            // Then a torn page is at the end, which does not count.
        }
    }

    private void ThrowIfFaulty()
    {
        if (fault is { } lost)
        {
            throw new IOException(lost.Message, lost);
        }
    }
}
