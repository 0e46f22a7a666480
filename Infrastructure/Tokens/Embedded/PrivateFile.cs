namespace Gcd.Infrastructure.Tokens.Embedded;

/// <summary>Files that their owner alone may read and write (mode 0600).</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static FileStream Open(string path, FileAccess access, FileShare share) => Open(path, FileMode.OpenOrCreate, access, share);

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Copies a file to a new private one, and brings it to the disk.</summary>
    /// <exception cref="IOException">The target is there already, or cannot be written; what was written of it is deleted.</exception>
    public static void Copy(string from, string to, CancellationToken ct)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = OpenNew(to);
        try
        {
            var buffer = new byte[1 << 20];
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                ct.ThrowIfCancellationRequested();
                target.Write(buffer, 0, read);
            }

            target.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(to);
            throw;
        }
    }

    /// <summary>A new file; one that is there already is not touched.</summary>
    public static FileStream OpenNew(string path) => Open(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Makes sure that the file is there and private, before a library opens it with the process's own umask.</summary>
    public static void Prepare(string path)
    {
        using (Open(path, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
        }

        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }
}
