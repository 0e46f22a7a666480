using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens.Embedded;

/// <summary>Checks the database's path before anything is opened or changed.</summary>
internal static class DatabaseFile
{
    // LiteDB 5: HeaderPage.P_HEADER_INFO.
    private const int LiteDbMarkOffset = 32;

    /// <param name="path">GOOGLE_DATABASE.</param>
    /// <param name="wanted">What the chosen store keeps.</param>
    /// <exception cref="StartupException">The path cannot hold the chosen store; the message says why and what helps.</exception>
    public static void Check(string path, DatabaseFileKind wanted)
    {
        try
        {
            Refuse(path, Recognise(path), wanted);
            CheckFolder(path);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw Unusable(path, fault);
        }
    }

    /// <summary>The file's size in bytes, 0 while it cannot be told.</summary>
    public static long SizeOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
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

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
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

    private static void Refuse(string path, DatabaseFileKind found, DatabaseFileKind wanted)
    {
        if (Directory.Exists(path))
        {
            throw new StartupException($"GOOGLE_DATABASE: '{path}' is a folder. Give the path of a file in it, such as {Path.Combine(path, "google_contacts.db")}.");
        }

        if (found == DatabaseFileKind.New || found == wanted)
        {
            return;
        }

        throw new StartupException(found switch
        {
            DatabaseFileKind.Sqlite =>
                $"GOOGLE_DATABASE: '{path}' is an SQLite database, such as the earlier service kept, and TOKEN_STORE is litedb. Nothing was changed. " +
                "Choose another path and carry its people over with the command takeover, or set TOKEN_STORE=sqlite to go on with this file (docs/switching.md).",
            DatabaseFileKind.LiteDb =>
                $"GOOGLE_DATABASE: '{path}' is a LiteDB database, and TOKEN_STORE is sqlite. Nothing was changed. " +
                "Set TOKEN_STORE=litedb to go on with it, move it with the command copy, or choose another path.",
            _ => $"GOOGLE_DATABASE: '{path}' is no database of Gcd. Nothing was changed. Move the file away, or choose another path.",
        });
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
