using Microsoft.Win32.SafeHandles;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>
/// The data file, written by checkpoints alone. LiteDB 5.0.20 begins a checkpoint before its log is on the disk; a power cut
/// could then leave half a transaction in the data and no log to mend it, so the log is brought to the disk first.
/// </summary>
internal sealed class LiteDbDataFile(SafeFileHandle handle, bool canWrite, LiteDbLogFile log) : LiteDbFile(handle, canWrite)
{
    /// <summary>A checkpoint has begun: all that was committed before it is in the log, on the disk.</summary>
    public bool HasWholeLog { get; set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        log.BringToDisk();
        HasWholeLog = true;
        base.Write(buffer, offset, count);
    }
}
