using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>The file itself, what lies beside it, and how it is opened without leaving a trace.</summary>
internal sealed class SqliteEarlierFile
{
    // https://sqlite.org/fileformat2.html#file_format_version_numbers
    private const int WriteVersionOffset = 18;
    private const byte WithLog = 2;

    private readonly string path;
    private readonly bool isImmutable;
    private readonly (long Length, DateTime Written) found;

    private SqliteEarlierFile(string path)
    {
        this.path = path;
        found = State();
        // Nobody has it open and no log lies beside it. Opened as usual, SQLite would make two files there, perhaps as a user whom the earlier service cannot write to.
        isImmutable = UsesLog(path) && !File.Exists(Log) && !File.Exists(path + "-shm");
    }

    public string Name => $"'{path}'";

    /// <summary>For SQLite.</summary>
    public string Source => isImmutable ? $"file:{Uri.EscapeDataString(path)}?immutable=1" : path;

    /// <summary>What belongs to it and is not empty; null where there is nothing.</summary>
    public string? Companion => new[] { Log, path + "-journal" }.FirstOrDefault(file => DatabaseFile.SizeOf(file) > 0);

    private string Log => path + "-wal";

    /// <exception cref="EarlierDatabaseException">There is no SQLite file that may be read.</exception>
    public static SqliteEarlierFile Find(string given)
    {
        const string Remedy = "Give the path of the file that GOOGLE_DATABASE or DATABASE named at the earlier service (google_contacts.db, downloader.db), or how to reach its PostgreSQL.";
        if (string.IsNullOrWhiteSpace(given) || given.Contains('\0', StringComparison.Ordinal))
        {
            throw new EarlierDatabaseException($"The path of the earlier service's database is empty or none. {Remedy}", StartupException.ExitCode);
        }

        var path = Path.GetFullPath(given);
        if (Directory.Exists(path))
        {
            throw new EarlierDatabaseException($"'{path}' is a folder. Give the path of a file in it, such as {Path.Combine(path, "google_contacts.db")}.", StartupException.ExitCode);
        }

        if (!File.Exists(path))
        {
            throw new EarlierDatabaseException($"'{path}' is not there, or this user may not look into its folder. {Remedy}", StartupException.ExitCode);
        }

        try
        {
            return DatabaseFile.Recognise(path) switch
            {
                DatabaseFileKind.Sqlite => new SqliteEarlierFile(path),
                DatabaseFileKind.LiteDb => throw new EarlierDatabaseException($"'{path}' is a LiteDB database, as Gcd keeps one, and not the earlier service's. To move it to another store, use the command copy.", StartupException.ExitCode),
                DatabaseFileKind.New => throw new EarlierDatabaseException($"'{path}' is empty. {Remedy}", StartupException.ExitCode),
                _ => throw new EarlierDatabaseException($"'{path}' is no SQLite database. {Remedy}", StartupException.ExitCode),
            };
        }
        catch (UnauthorizedAccessException fault)
        {
            throw Unreadable($"'{path}'", fault);
        }
        catch (IOException fault)
        {
            throw new EarlierDatabaseException($"'{path}' cannot be read: {fault.Message}", EarlierDatabaseException.Failed);
        }
    }

    public static EarlierDatabaseException Unreadable(string name, Exception fault) =>
        new($"{name} may not be read by this user: {fault.Message} Start the command as the user that the earlier service runs as, or give a copy that this user may read.", StartupException.ExitCode);

    /// <summary>Opened as usual, SQLite sees to it that what is read is of one moment; else it is for us to see.</summary>
    public bool HasChanged() => isImmutable && (State() != found || DatabaseFile.SizeOf(Log) > 0);

    public EarlierDatabaseException Unfinished(string companion) => new(
        $"{Name} was not closed by who wrote it last, and '{companion}' beside it holds a part of it, which cannot be read here without writing. Nothing was changed. " +
        (companion == Log
            ? "Copy both files to a folder that you may write to; then start the command with the copy."
            : "Start and stop the earlier service once, or copy both files to a folder that you may write to and open the copy with the program sqlite3; then start the command again."),
        EarlierDatabaseException.Failed);

    public EarlierDatabaseException Changed() =>
        new($"{Name} was written while it was read. Stop the earlier service, then start the command again.", StartupException.TemporaryFailure);

    private (long Length, DateTime Written) State()
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc) : default;
    }

    private static bool UsesLog(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = WriteVersionOffset;
        return file.ReadByte() == WithLog;
    }
}
