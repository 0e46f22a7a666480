using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>The earlier service's SQLite file. Neither it nor its log changes by a byte.</summary>
internal sealed class SqliteEarlierSource : IEarlierSource
{
    // How long another process may hold the file before it counts as locked.
    private const int PatienceSeconds = 5;

    private readonly SqliteEarlierFile file;

    private SqliteEarlierSource(SqliteEarlierFile file) => this.file = file;

    public string Name => file.Name;

    // SQLite keeps values of any type in any column.
    public string HasAddress => "typeof(user_email) = 'text' AND user_email <> ''";

    public string ByBytes => "COLLATE BINARY";

    public static async Task<IEarlierDatabase> OpenAsync(string path, CancellationToken ct)
    {
        var source = new SqliteEarlierSource(SqliteEarlierFile.Find(path));
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = source.file.Source,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
                DefaultTimeout = PatienceSeconds,
            }.ConnectionString);
            await connection.OpenAsync(ct);
            var transaction = connection.BeginTransaction(deferred: true);
            var columns = (await SqliteEarlierTables.ReadAsync(connection, ct)).ToLookup(column => column.Table, column => column.Column, StringComparer.OrdinalIgnoreCase);
            var tables = EarlierTables.Find(columns) ?? throw AnotherPrograms(source.Name, columns);
            await SqliteEarlierTables.RefuseNewerAsync(connection, tables, source.Name, ct);
            return new EarlierDatabase(connection, transaction, tables, source);
        }
        catch (Exception fault)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            if (source.Explain(fault) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    public string Sealed(EarlierColumn column) => $"substr({column.Name}, 1, {EarlierSeal.MostBytes + 1})";

    public EarlierDatabaseException? Explain(Exception fault) => fault switch
    {
        SqliteException or IOException when file.HasChanged() => file.Changed(),
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } =>
            new($"{Name} is locked by another process. Nothing was changed. Stop the earlier service, then start the command again.", StartupException.TemporaryFailure),
        SqliteException damaged when SqliteFaults.IsDamage(damaged) =>
            new($"{Name} is damaged ({damaged.Message}). Nothing was changed. Give a copy that is whole, such as a backup's, or let the program sqlite3 make one: sqlite3 FILE .recover", EarlierDatabaseException.Failed),
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN } when file.Companion is { } companion =>
            file.Unfinished(companion),
        SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_READONLY } => SqliteEarlierFile.Unreadable(Name, fault),
        UnauthorizedAccessException => SqliteEarlierFile.Unreadable(Name, fault),
        SqliteException or IOException => new($"{Name} cannot be read: {fault.Message} Nothing was changed.", EarlierDatabaseException.Failed),
        _ => null,
    };

    public void CheckUnchanged()
    {
        if (file.HasChanged())
        {
            throw file.Changed();
        }
    }

    private static EarlierDatabaseException AnotherPrograms(string name, ILookup<string, EarlierColumn> columns) => new(
        columns.Count == 0
            ? $"{name} is an SQLite database without tables, not the earlier service's. Give the path of the file that GOOGLE_DATABASE or DATABASE named there."
            : $"{name} is an SQLite database of another program (its tables: {string.Join(", ", columns.Select(table => table.Key).Order(StringComparer.Ordinal))}); " +
              "the earlier service's has user_tokens and access_tokens. Give the path of the file that GOOGLE_DATABASE or DATABASE named there.",
        StartupException.ExitCode);
}
