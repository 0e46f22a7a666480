using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>The one document of <c>row_counts</c>: how many rows there are, changed by each transaction that changes it, so that no start has to count.</summary>
internal static class LiteDbRowCounts
{
    private const string Collection = "row_counts";
    private const int Id = 0;

    public static StoreCounts Read(LiteDatabase db) => db.GetCollection(Collection).FindById(Id) is { } row
        ? new StoreCounts(row["users"].AsInt64, row["need_sign_in"].AsInt64, row["access_tokens"].AsInt64, row["earlier_tokens"].AsInt64, row["links"].AsInt64, row["sessions"].AsInt64)
        : default;

    public static void Add(LiteDatabase db, StoreCounts change)
    {
        if (change != default)
        {
            Write(db, Read(db) + change);
        }
    }

    public static void Write(LiteDatabase db, StoreCounts counts) => db.GetCollection(Collection).Upsert(new BsonDocument
    {
        ["_id"] = Id,
        ["users"] = counts.Users,
        ["need_sign_in"] = counts.NeedSignIn,
        ["access_tokens"] = counts.AccessTokens,
        ["earlier_tokens"] = counts.EarlierTokens,
        ["links"] = counts.Links,
        ["sessions"] = counts.Sessions,
    });
}
