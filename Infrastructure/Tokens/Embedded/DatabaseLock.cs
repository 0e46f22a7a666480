using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens.Embedded;

/// <summary>
/// Keeps a second process off the database: LiteDB lost rows silently when two wrote to one file.
/// The operating system's lock on an open file is what counts, and it ends with the process; the file's existence means nothing.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream file;

    private DatabaseLock(FileStream file) => this.file = file;

    /// <exception cref="StartupException">Another process holds the database, or the folder cannot be written to.</exception>
    public static DatabaseLock Acquire(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            return new DatabaseLock(PrivateFile.Open(path, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException inUse) when (inUse is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new StartupException(
                $"GOOGLE_DATABASE: '{databasePath}' is in use by another Gcd. " +
                "The embedded store serves one process: stop the other one, or give this one a database of its own.")
            { IsInUse = true };
        }
    }

    public void Dispose() => file.Dispose();
}
