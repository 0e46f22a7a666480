using System.Data.Common;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>One connection, used by one caller at a time. Its commands are kept, so that SQLite compiles each statement once.</summary>
internal sealed class SqlSession(DbConnection connection, ISqlDialect dialect) : IAsyncDisposable
{
    // Bounds one round trip, not the statements of a transaction.
    private const int MostInABatch = 500;

    private const int LongSeconds = 3600;

    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);
    private int? usualSeconds;

    public DbConnection Connection => connection;

    public ISqlDialect Dialect => dialect;

    public DbTransaction? Transaction { get; set; }

    /// <summary>Whether statements may take minutes, such as those that read or change every row.</summary>
    public bool IsForLong { get; set; }

    /// <returns>How many rows were changed.</returns>
    public async ValueTask<int> ExecuteAsync(string sql, SqlValues values, CancellationToken ct) =>
        await Command(sql, values).ExecuteNonQueryAsync(ct);

    /// <summary>The same statement for many rows, in as few round trips as the database allows.</summary>
    public async ValueTask ExecuteManyAsync(string sql, IEnumerable<SqlValues> rows, CancellationToken ct)
    {
        if (!connection.CanCreateBatch)
        {
            foreach (var row in rows)
            {
                await ExecuteAsync(sql, row, ct);
            }

            return;
        }

        foreach (var chunk in rows.Chunk(MostInABatch))
        {
            await using var batch = connection.CreateBatch();
            batch.Transaction = Transaction;
            foreach (var row in chunk)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                row.AddTo(command.Parameters, command.CreateParameter, dialect);
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    /// <returns>The first row, or null.</returns>
    public async ValueTask<T?> FirstAsync<T>(string sql, SqlValues values, Func<SqlRow, T> read, CancellationToken ct)
        where T : class
    {
        await using var reader = await Command(sql, values).ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? read(new SqlRow(reader, dialect)) : null;
    }

    public async ValueTask<IReadOnlyList<T>> AllAsync<T>(string sql, SqlValues values, Func<SqlRow, T> read, CancellationToken ct)
    {
        await using var reader = await Command(sql, values).ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(new SqlRow(reader, dialect)));
        }

        return rows;
    }

    /// <returns>The one number that the statement gives; 0 for none.</returns>
    public async ValueTask<long> NumberAsync(string sql, SqlValues values, CancellationToken ct) =>
        await Command(sql, values).ExecuteScalarAsync(ct) is long number ? number : 0;

    public async ValueTask DisposeAsync()
    {
        foreach (var command in commands.Values)
        {
            await command.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private DbCommand Command(string sql, SqlValues values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            commands.Add(sql, command);
        }

        usualSeconds ??= command.CommandTimeout;
        command.CommandTimeout = IsForLong ? LongSeconds : usualSeconds.Value;
        command.Transaction = Transaction;
        values.Set(command, dialect);
        return command;
    }
}
