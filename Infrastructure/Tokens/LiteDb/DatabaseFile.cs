using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Checks the database's path before anything is opened or changed.</summary>
internal static class DatabaseFile
{
    // LiteDB 5: HeaderPage.P_HEADER_INFO.
    private const int LiteDbMarkOffset = 32;

    /// <exception cref="StartupException">The path cannot hold the embedded store; the message says why and what helps.</exception>
    public static void Check(string path)
    {
        try
        {
            Refuse(path, Recognise(path));
            CheckFolder(path);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw Unusable(path, fault);
        }
    }

    public static StartupException Unusable(string path, Exception fault) => new(
        $"GOOGLE_DATABASE: '{path}' cannot be used: {fault.Message} " +
        "Give the user that runs Gcd the right to read and write this file and its folder, make sure that there is room on the disk, or choose another path.");

    public static DatabaseFileKind Recognise(string path)
    {
        if (!File.Exists(path))
        {
            return DatabaseFileKind.New;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        Span<byte> head = stackalloc byte[64];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        head = head[..read];
        if (head.Length == 0)
        {
            return DatabaseFileKind.New;
        }

        if (head.StartsWith("SQLite format 3\0"u8))
        {
            return DatabaseFileKind.Sqlite;
        }

        return head.Length == 64 && head[LiteDbMarkOffset..].StartsWith("** This is a LiteDB file **"u8)
            ? DatabaseFileKind.LiteDb
            : DatabaseFileKind.Other;
    }

    private static void Refuse(string path, DatabaseFileKind kind)
    {
        if (Directory.Exists(path))
        {
            throw new StartupException($"GOOGLE_DATABASE: '{path}' is a folder. Give the path of a file in it, such as {Path.Combine(path, "google_contacts.db")}.");
        }

        if (kind == DatabaseFileKind.Sqlite)
        {
            throw new StartupException(
                $"GOOGLE_DATABASE: '{path}' is an SQLite database, such as the earlier service kept, and TOKEN_STORE is litedb. " +
                "Nothing was changed. It needs TOKEN_STORE=sqlite, which this version does not have yet: move the file away or choose another GOOGLE_DATABASE, and let people sign in again.");
        }

        if (kind == DatabaseFileKind.Other)
        {
            throw new StartupException($"GOOGLE_DATABASE: '{path}' is no database of Gcd. Nothing was changed. Move the file away, or choose another path.");
        }
    }

    private static void CheckFolder(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            throw new StartupException($"GOOGLE_DATABASE: the folder '{folder}' does not exist. Make it, or choose another path.");
        }
    }
}
