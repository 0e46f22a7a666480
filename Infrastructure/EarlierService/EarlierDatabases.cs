using System.Text.RegularExpressions;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>Opens the earlier service's database, wherever it is.</summary>
internal static partial class EarlierDatabases
{
    /// <summary>Opens what <paramref name="from"/> names: the path of an SQLite file, or how to reach PostgreSQL.</summary>
    /// <exception cref="EarlierDatabaseException">It is not there, is another program's, or cannot be read.</exception>
    public static async ValueTask<IEarlierDatabase> OpenAsync(string from, CancellationToken ct) =>
        IsConnection(from) ? await PostgresEarlierSource.OpenAsync(from, ct) : await SqliteEarlierSource.OpenAsync(from, ct);

    /// <summary>What looks like a connection is never taken for a path: a message would show its password.</summary>
    private static bool IsConnection(string from) => from.Contains("://", StringComparison.Ordinal) || ConnectionWord().IsMatch(from);

    [GeneratedRegex(@"(^|[;\s])(host|server|database|user ?name|user ?id|user|password|dbname)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConnectionWord();
}
