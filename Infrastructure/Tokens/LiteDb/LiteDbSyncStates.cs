using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Sync states in the embedded store. They go with their person in <see cref="LiteDbPeople.RemoveUser"/>.</summary>
internal sealed class LiteDbSyncStates(LiteDbConnection connection) : ISyncStateStore
{
    public const string Collection = "sync_states";

    public ValueTask<IReadOnlyList<SyncState>> ReadAsync(string googleSub, CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<SyncState>>(connection.Read(db => Of(db, googleSub)));

    public ValueTask<bool> SaveAsync(SyncState state, int most, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(connection.Write(
            db =>
            {
                if (LiteDbPeople.UserOf(db, state.GoogleSub) is null)
                {
                    return false;
                }

                db.GetCollection(Collection).Upsert(From(state));
                foreach (var old in Of(db, state.GoogleSub).Where(other => other.Kind == state.Kind).Skip(most))
                {
                    db.GetCollection(Collection).Delete(old.Id);
                }

                return true;
            },
            durable: false));
    }

    public ValueTask PurgeAsync(DateTimeOffset now, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        connection.Write(db => db.GetCollection(Collection).DeleteMany(Query.LT("keep_until", LiteDbRows.FromTime(now))), durable: false);
        return ValueTask.CompletedTask;
    }

    public static void RemoveOf(LiteDatabase db, string googleSub) => db.GetCollection(Collection).DeleteMany(Query.EQ("google_sub", googleSub));

    private static List<SyncState> Of(LiteDatabase db, string googleSub) =>
        [.. db.GetCollection(Collection).Find(Query.EQ("google_sub", googleSub)).Select(To).OrderByDescending(state => state.CreatedAt).ThenBy(state => state.Id, StringComparer.Ordinal)];

    private static BsonDocument From(SyncState state) => new()
    {
        ["_id"] = state.Id,
        ["google_sub"] = state.GoogleSub,
        ["kind"] = state.Kind.Name(),
        ["sealed"] = state.Sealed,
        ["created_at"] = LiteDbRows.FromTime(state.CreatedAt),
        ["keep_until"] = LiteDbRows.FromTime(state.KeepUntil),
    };

    private static SyncState To(BsonDocument row) => new()
    {
        Id = row["_id"].AsString,
        GoogleSub = row["google_sub"].AsString,
        Kind = SyncStateKinds.Parse(row["kind"].AsString),
        Sealed = row["sealed"].AsBinary,
        CreatedAt = LiteDbRows.ToTime(row["created_at"]),
        KeepUntil = LiteDbRows.ToTime(row["keep_until"]),
    };
}
