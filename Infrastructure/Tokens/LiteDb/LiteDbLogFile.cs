using Microsoft.Win32.SafeHandles;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>
/// The write-ahead log. LiteDB 5.0.21 never flushes it to the disk, so it is flushed here, before a commit is acknowledged and
/// before a checkpoint begins. And an exception from a write leaves LiteDB with a transaction whose finalizer throws, which ends
/// the process. So writes throw nothing: the fault is remembered, the log is cut off before what was lost, and the flush throws.
/// </summary>
internal sealed class LiteDbLogFile : LiteDbFile
{
    private long lengthOnDisk;

    // A killed process may have left unflushed pages.
    private bool isDirty = true;
    private volatile Exception? fault;

    public LiteDbLogFile(SafeFileHandle? handle, bool canWrite)
        : base(handle, canWrite) => lengthOnDisk = Length;

    public Exception? Fault => fault;

    /// <summary>Flushes what was written. Only the one writer calls this, so nothing is written meanwhile.</summary>
    /// <exception cref="IOException">Something of the log was lost.</exception>
    public void BringToDisk()
    {
        if (isDirty)
        {
            Try(Flush, lengthOnDisk);
            lengthOnDisk = Length;
            isDirty = false;
        }

        ThrowIfFaulty();
    }

    /// <summary>Nothing is written from now on.</summary>
    public void Close(Exception reason) => fault ??= reason;

    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowIfFaulty();
        return base.Read(buffer, offset, count);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        var start = Position;
        Try(() => base.Write(buffer, offset, count), start);
        Position = start + count;
        isDirty = true;
    }

    public override void SetLength(long value)
    {
        ThrowIfFaulty();
        base.SetLength(value);
        lengthOnDisk = value;
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
            // Set before the cut, which readers must not meet.
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
