using System.Globalization;
using System.Text;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>The table <c>gcd_meta</c>: names and values.</summary>
internal static class SqlMeta
{
    public const string SchemaVersion = "schema_version";

    public static async ValueTask<byte[]?> GetAsync(SqlSession session, string name, CancellationToken ct) =>
        await session.FirstAsync("SELECT value FROM gcd_meta WHERE name = @name", new SqlValues(("@name", name)), row => row.Bytes(0), ct);

    /// <summary>Insert-if-absent and read back, so that instances may start together.</summary>
    public static async ValueTask<byte[]> GetOrAddAsync(SqlSession session, string name, byte[] value, CancellationToken ct)
    {
        await session.ExecuteAsync("INSERT INTO gcd_meta (name, value) VALUES (@name, @value) ON CONFLICT DO NOTHING", new SqlValues(("@name", name), ("@value", value)), ct);
        return (await GetAsync(session, name, ct))!;
    }

    public static async ValueTask SetAsync(SqlSession session, string name, byte[]? value, CancellationToken ct)
    {
        await session.ExecuteAsync("DELETE FROM gcd_meta WHERE name = @name", new SqlValues(("@name", name)), ct);
        if (value is not null)
        {
            await session.ExecuteAsync("INSERT INTO gcd_meta (name, value) VALUES (@name, @value)", new SqlValues(("@name", name), ("@value", value)), ct);
        }
    }

    /// <summary>The version of tables and indexes; null where none is noted.</summary>
    public static async ValueTask<int?> ReadSchemaVersionAsync(SqlSession session, CancellationToken ct) =>
        await GetAsync(session, SchemaVersion, ct) is { } text ? int.Parse(Encoding.ASCII.GetString(text), CultureInfo.InvariantCulture) : null;

    public static ValueTask WriteSchemaVersionAsync(SqlSession session, int version, CancellationToken ct) =>
        SetAsync(session, SchemaVersion, Encoding.ASCII.GetBytes(version.ToString(CultureInfo.InvariantCulture)), ct);
}
