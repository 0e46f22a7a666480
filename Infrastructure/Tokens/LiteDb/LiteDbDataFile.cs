using Microsoft.Win32.SafeHandles;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>
/// The data file, written only by checkpoints. LiteDB 5.0.21 begins one before its log is on the disk; a power cut could then
/// leave half a transaction in the data and no log to repair it, so the log is flushed first.
/// </summary>
internal sealed class LiteDbDataFile(SafeFileHandle handle, bool canWrite, LiteDbLogFile log) : LiteDbFile(handle, canWrite)
{
    /// <summary>A checkpoint has begun: everything committed before it is in the log, on the disk.</summary>
    public bool HasWholeLog { get; set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        log.BringToDisk();
        HasWholeLog = true;
        base.Write(buffer, offset, count);
    }
}
