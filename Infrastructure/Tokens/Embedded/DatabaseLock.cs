using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens.Embedded;

/// <summary>
/// Keeps a second process off the database: LiteDB lost rows silently when two wrote to one file.
/// The operating system's lock on an open file is what counts, and it ends with the process; the file's existence means nothing.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    // EROFS of errno(3), which .NET passes on as it is.
    private const int ReadOnlyFileSystem = 30;

    private readonly FileStream file;

    private DatabaseLock(FileStream file) => this.file = file;

    /// <exception cref="StartupException">Another process holds the database, or the folder cannot be written to.</exception>
    public static DatabaseLock Acquire(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            return new DatabaseLock(Open(path));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException && File.Exists(path))
        {
            return AcquireForReading(databasePath, path);
        }
    }

    public void Dispose() => file.Dispose();

    // flock(2) needs no right to write, so a read-only folder with a database in it is served, by one process as ever.
    private static DatabaseLock AcquireForReading(string databasePath, string path)
    {
        try
        {
            return new DatabaseLock(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None));
        }
        catch (IOException)
        {
            throw new StartupException(
                $"GOOGLE_DATABASE: '{databasePath}' is in use by another Gcd. " +
                "The embedded store serves one process: stop the other one, or give this one a database of its own.")
            { IsInUse = true };
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return PrivateFile.Open(path, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException) when (File.Exists(path))
        {
            // The lock holds on a file that may only be read as well; what is there can still be served.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        catch (IOException readOnly) when (File.Exists(path) && readOnly.HResult == ReadOnlyFileSystem)
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
    }
}
