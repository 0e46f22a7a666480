using System.Data.Common;
using Gcd.Infrastructure.Tokens.Sql;

namespace Gcd.Infrastructure.Tokens.Postgres;

internal sealed class PostgresDialect : ISqlDialect
{
    public static readonly PostgresDialect Instance = new();

    public string ForUpdate => " FOR UPDATE";

    // Npgsql takes times of zone UTC alone for timestamptz.
    public object FromTime(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()).UtcDateTime;

    public DateTimeOffset ToTime(DbDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);
}
