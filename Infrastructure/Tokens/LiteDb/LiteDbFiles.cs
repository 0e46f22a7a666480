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

    private static SafeFileHandle OpenHandle(string path, bool readOnly) =>
        File.OpenHandle(path, FileMode.Open, readOnly ? FileAccess.Read : FileAccess.ReadWrite, readOnly ? FileShare.ReadWrite : FileShare.Read);
}
