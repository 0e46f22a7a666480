using Npgsql;

namespace Gcd.Benchmarks.Processes;

/// <summary>A name space of its own in the database that POSTGRES_CONNECTION names.</summary>
internal static class BenchmarkSchema
{
    /// <summary>Makes it anew, empty.</summary>
    /// <returns>How to reach it.</returns>
    public static async Task<string> MakeAsync(string name)
    {
        var connection = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("POSTGRES_CONNECTION")) { SearchPath = name };
        await RunAsync(connection.ConnectionString, $"DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}");
        return connection.ConnectionString;
    }

    /// <summary>A statement of the operator's, however long it takes.</summary>
    public static async Task RunAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<IReadOnlyList<(string Name, long Value)>> AskAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, long)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return rows;
    }
}
