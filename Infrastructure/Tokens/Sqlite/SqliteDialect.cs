using System.Data.Common;
using System.Globalization;
using Gcd.Infrastructure.Tokens.Sql;

namespace Gcd.Infrastructure.Tokens.Sqlite;

/// <summary>Times are text in UTC, in the form of SQLite's own <c>CURRENT_TIMESTAMP</c> and with milliseconds, so that they sort.</summary>
internal sealed class SqliteDialect : ISqlDialect
{
    public static readonly SqliteDialect Instance = new();

    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.fff";

    /// <summary>One writer at a time: a transaction that writes has the database to itself.</summary>
    public string ForUpdate => string.Empty;

    public object FromTime(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public DateTimeOffset ToTime(DbDataReader row, int column) =>
        DateTimeOffset.Parse(row.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
