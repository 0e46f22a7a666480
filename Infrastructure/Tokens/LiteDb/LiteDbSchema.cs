using Gcd.Infrastructure.Crypto;
using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>The indexes that the store needs, and what has to be added to a database of an earlier version.</summary>
internal static class LiteDbSchema
{
    /// <summary>2: users have the column <c>key_id</c>. 3: tokens may have <c>kind</c> and <c>rights</c>. 4: there is <c>sync_states</c>. 5: there is <c>row_counts</c>.</summary>
    public const int Version = 5;

    private const int WithKeyIds = 2;

    /// <summary>Brings a new or earlier database to this version, wholly or not at all.</summary>
    public static void Bring(LiteDbConnection connection) =>
        connection.Write(db =>
        {
            var users = db.GetCollection(LiteDbRows.Users);
            users.EnsureIndex("google_sub", unique: true);
            users.EnsureIndex(LiteDbKeyIds.Column);
            // By it the rows are counted when a database of before is brought up to date.
            users.EnsureIndex("state");
            db.GetCollection(LiteDbRows.Tokens).EnsureIndex("user_email");
            db.GetCollection(LiteDbRows.Tokens).EnsureIndex("kind");
            db.GetCollection(LiteDbRows.Tokens).EnsureIndex("expires_at");
            db.GetCollection(LiteDbRows.UsedStates).EnsureIndex("keep_until");
            db.GetCollection(LiteDbSyncStates.Collection).EnsureIndex("google_sub");
            db.GetCollection(LiteDbSyncStates.Collection).EnsureIndex("keep_until");
            if (LiteDbMeta.ReadSchemaVersion(db) < WithKeyIds)
            {
                // Written once more, with the column that version 1 did not have.
                users.Update(users.FindAll().ToList().Select(row => LiteDbRows.FromUser(LiteDbRows.ToUser(row))));
            }

            LiteDbRowCounts.Write(db, LiteDbPeople.Count(db));
            return LiteDbMeta.WriteSchemaVersion(db, Version);
        });

    /// <summary>By the index, or by a walk through a database that does not have it yet.</summary>
    public static IEnumerable<KeyId> KeyIdsInUse(LiteDatabase db) =>
        LiteDbMeta.ReadSchemaVersion(db) >= WithKeyIds
            ? LiteDbKeyIds.InUse(db)
            : db.GetCollection(LiteDbRows.Users).FindAll().Select(row => KeyRing.ReadKeyId(row["token_data"].AsBinary)).OfType<KeyId>().Distinct();
}
