using System.Data.Common;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>Where the databases' SQL and types differ.</summary>
internal interface ISqlDialect
{
    /// <summary>Ends a SELECT whose rows nobody else may change before the transaction ends.</summary>
    string ForUpdate { get; }

    /// <summary>A time as a parameter; milliseconds are kept.</summary>
    object FromTime(DateTimeOffset time);

    DateTimeOffset ToTime(DbDataReader row, int column);
}
