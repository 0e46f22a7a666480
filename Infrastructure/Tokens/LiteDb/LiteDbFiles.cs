using Gcd.Infrastructure.Tokens.Embedded;
using Microsoft.Win32.SafeHandles;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Opens the database and its write-ahead log, both private to their owner.</summary>
internal static class LiteDbFiles
{
    public static LiteDbInstance Open(string path, bool readOnly)
    {
        var logPath = LogPath(path);
        if (!readOnly)
        {
            // Made here, because files that LiteDB or a handle makes have the process's umask.
            PrivateFile.Prepare(path);
            PrivateFile.Prepare(logPath);
        }

        var data = OpenHandle(path, readOnly);
        LiteDbLogFile? log = null;
        var isNew = RandomAccess.GetLength(data) == 0;
        try
        {
            log = new LiteDbLogFile(readOnly && !File.Exists(logPath) ? null : OpenHandle(logPath, readOnly), !readOnly);
            return new LiteDbInstance(new LiteDbDataFile(data, !readOnly, log), log);
        }
        catch
        {
            if (isNew && !readOnly)
            {
                // Half a first page, such as on a full disk, would be taken for a damaged database at the next start.
                RandomAccess.SetLength(data, 0);
            }

            log?.Dispose();
            data.Dispose();
            throw;
        }
    }

    /// <summary>LiteDB's own name for the log: <c>name-log.ext</c>.</summary>
    public static string LogPath(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path));

    /// <summary>Takes the closed database's log away where nothing is in it: a log that lies there is one that a copy needs.</summary>
    public static void RemoveEmptyLog(string path)
    {
        try
        {
            if (new FileInfo(LogPath(path)) is { Exists: true, Length: 0 } log)
            {
                log.Delete();
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // In a read-only folder it stays; it does no harm.
        }
    }

    /// <summary>Brings the log of a database that nobody has open into it, and takes it away.</summary>
    /// <exception cref="IOException">The disk did not take it all; the log is still there.</exception>
    public static void BringLogIn(string path)
    {
        // Refused here before a byte is changed: less than a page would be made a new database.
        Open(path, readOnly: true).Dispose();
        using (var instance = Open(path, readOnly: false))
        {
            instance.Checkpoint();
            if (instance.Fault is { } fault)
            {
                throw new IOException(fault.Message, fault);
            }
        }

        // What a checkpoint leaves in it are pages that were never committed, or a torn one.
        File.Delete(LogPath(path));
    }

    private static SafeFileHandle OpenHandle(string path, bool readOnly) =>
        File.OpenHandle(path, FileMode.Open, readOnly ? FileAccess.Read : FileAccess.ReadWrite, readOnly ? FileShare.ReadWrite : FileShare.Read);
}
