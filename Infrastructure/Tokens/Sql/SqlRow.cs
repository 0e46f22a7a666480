using System.Data.Common;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>A row that is being read, by the numbers of its columns.</summary>
internal readonly struct SqlRow(DbDataReader reader, ISqlDialect dialect)
{
    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public long Number(int column) => reader.GetInt64(column);

    public DateTimeOffset Time(int column) => dialect.ToTime(reader, column);

    public DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : dialect.ToTime(reader, column);
}
