using System.Globalization;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Sql;
using Gcd.Infrastructure.Tokens.Sqlite;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>What tables an SQLite file has.</summary>
internal static class SqliteEarlierTables
{
    public static async Task<IReadOnlyList<(string Table, EarlierColumn Column)>> ReadAsync(SqliteConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT tables.name, columns.name, columns.type FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
            WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%'
            """;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var columns = new List<(string, EarlierColumn)>();
        while (await reader.ReadAsync(ct))
        {
            columns.Add((reader.GetString(0), new EarlierColumn(reader.GetString(1), reader.GetString(2))));
        }

        return columns;
    }

    /// <exception cref="EarlierDatabaseException">It was written by a newer Gcd, which may have laid its rows out differently.</exception>
    public static async Task RefuseNewerAsync(SqliteConnection connection, EarlierTables tables, string name, CancellationToken ct)
    {
        if (!tables.IsGcds)
        {
            return;
        }

        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(value AS TEXT) FROM gcd_meta WHERE name = $name";
        command.Parameters.AddWithValue("$name", SqlMeta.SchemaVersion);
        if (await command.ExecuteScalarAsync(ct) is string text && int.TryParse(text, CultureInfo.InvariantCulture, out var version) && version > SqliteSchema.Version)
        {
            throw new EarlierDatabaseException(StoreKeys.NewerSchema(name, version, SqliteSchema.Version).Message, StartupException.ExitCode);
        }
    }
}
