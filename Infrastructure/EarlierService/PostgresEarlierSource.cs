using System.Data;
using System.Data.Common;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Postgres;
using Npgsql;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>The PostgreSQL of the earlier service's later version.</summary>
internal sealed class PostgresEarlierSource : IEarlierSource
{
    private readonly string server;

    private PostgresEarlierSource(string server) => this.server = server;

    public string Name => server;

    public string HasAddress => "coalesce(user_email, '') <> ''";

    public string ByBytes => "COLLATE \"C\"";

    public static async Task<IEarlierDatabase> OpenAsync(string from, CancellationToken ct)
    {
        var settings = Read(from);
        var source = new PostgresEarlierSource($"PostgreSQL at {settings.Host}:{settings.Port}, database '{settings.Database ?? settings.Username}'");
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await using var readOnly = new NpgsqlCommand("SET TRANSACTION READ ONLY", connection, transaction);
            await readOnly.ExecuteNonQueryAsync(ct);
            var columns = await ReadTablesAsync(connection, transaction, ct);
            return new EarlierDatabase(connection, transaction, source.Find(columns), source);
        }
        catch (Exception fault)
        {
            await connection.DisposeAsync();
            if (source.Explain(fault) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    // Bytes are shown by PostgreSQL as the ASCII that they are.
    public string Sealed(EarlierColumn column) =>
        $"substr({(column.Type == "bytea" ? $"encode({column.Name}, 'escape')" : $"CAST({column.Name} AS text)")}, 1, {EarlierSeal.MostBytes + 1})";

    public EarlierDatabaseException? Explain(Exception fault) => fault switch
    {
        PostgresException refused when PostgresFaults.IsRefusal(refused) =>
            new($"{Name} does not let this user read: {refused.MessageText} ({refused.SqlState}). Check the database's name, the user, the password and the user's right to read the tables.", StartupException.ExitCode),
        _ when PostgresFaults.IsAway(fault) =>
            new($"{Name} does not answer ({fault.Message}). Start it, or correct the address; then start the command again.", StartupException.TemporaryFailure),
        DbException or InvalidOperationException => new($"{Name} cannot be read: {fault.Message}", EarlierDatabaseException.Failed),
        _ => null,
    };

    /// <summary>The transaction sees one moment.</summary>
    public void CheckUnchanged()
    {
    }

    private static NpgsqlConnectionStringBuilder Read(string from)
    {
        // In libpq's form, with blanks between its parts, all the others would be taken for the host's name, and be shown.
        if (PostgresConnectionReader.TryParse(from) is { } settings && !settings.Host!.Contains('=', StringComparison.Ordinal))
        {
            settings.Pooling = false;
            return settings;
        }

        throw new EarlierDatabaseException(
            $"The connection of the earlier service's database is none (it is not shown, for it may hold a password). Give it such as {PostgresConnectionReader.Example}, or give the path of an SQLite file.",
            StartupException.ExitCode);
    }

    private EarlierTables Find(ILookup<string, EarlierColumn> columns) => EarlierTables.Find(columns) switch
    {
        { IsGcds: true } => throw new EarlierDatabaseException($"{Name} is Gcd's own. To move it to another store, use the command copy.", StartupException.ExitCode),
        { } tables => tables,
        null => throw new EarlierDatabaseException(
            $"{Name} has no tables of the earlier service that this user may read ({(columns.Count == 0 ? "it has none" : $"its tables: {string.Join(", ", columns.Select(table => table.Key).Order(StringComparer.Ordinal))}")}); " +
            "user_tokens and access_tokens are needed. Give the database that POSTGRES_DB named there, and a user who may read them.",
            StartupException.ExitCode),
    };

    private static async Task<ILookup<string, EarlierColumn>> ReadTablesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false)) ORDER BY 1, ordinal_position",
            connection,
            transaction);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var columns = new List<(string Table, EarlierColumn Column)>();
        while (await reader.ReadAsync(ct))
        {
            columns.Add((reader.GetString(0), new EarlierColumn(reader.GetString(1), reader.GetString(2))));
        }

        return columns.ToLookup(column => column.Table, column => column.Column);
    }
}
