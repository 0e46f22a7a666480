using Gcd.Infrastructure.Crypto;
using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>The ids of the keys under which grants are sealed, as an indexed column of their own.</summary>
internal static class LiteDbKeyIds
{
    public const string Column = "key_id";

    public static BsonValue Of(StoredUser user) => KeyRing.ReadKeyId(user.TokenData) is { } id ? new BsonValue((long)id.Value) : BsonValue.Null;

    /// <summary>One step in the index for each key, however many rows there are.</summary>
    public static List<KeyId> InUse(LiteDatabase db)
    {
        var users = db.GetCollection(LiteDbRows.Users);
        var ids = new List<KeyId>();
        BsonValue last = -1L;
        while (users.Find(Query.GT(Column, last), limit: 1).FirstOrDefault() is { } row)
        {
            last = row[Column];
            ids.Add(new KeyId((uint)last.AsInt64));
        }

        return ids;
    }
}
