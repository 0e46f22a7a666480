using Gcd.Infrastructure.Crypto;
using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>All rows of the embedded store, read in short batches so that no cursor stays open.</summary>
internal sealed class LiteDbStoreRows(LiteDbConnection connection) : IStoreRows
{
    public ValueTask<IReadOnlyList<StoredUser>> ReadUsersAsync(string? after, int count, CancellationToken ct) =>
        ReadAsync(LiteDbRows.Users, after, count, LiteDbRows.ToUser);

    public ValueTask<IReadOnlyList<StoredToken>> ReadTokensAsync(string? after, int count, CancellationToken ct) =>
        ReadAsync(LiteDbRows.Tokens, after, count, LiteDbRows.ToToken);

    public ValueTask<IReadOnlyList<UsedState>> ReadUsedStatesAsync(string? after, int count, CancellationToken ct) =>
        ReadAsync(LiteDbRows.UsedStates, after, count, LiteDbRows.ToUsedState);

    public ValueTask<IReadOnlyList<KeyId>> ReadKeyIdsAsync(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<KeyId>>(connection.Read(LiteDbKeyIds.InUse));

    public ValueTask<byte[]?> ReadMetaAsync(string name, CancellationToken ct) =>
        ValueTask.FromResult(connection.Read(db => LiteDbMeta.Get(db, name)));

    public ValueTask WriteMetaAsync(string name, byte[]? value, CancellationToken ct)
    {
        connection.Write(db => LiteDbMeta.Set(db, name, value));
        return ValueTask.CompletedTask;
    }

    public ValueTask AddAsync(StoredRows rows, CancellationToken ct)
    {
        connection.Write(db =>
        {
            LiteDbRowCounts.Add(db, rows.Counts());
            return db.GetCollection(LiteDbRows.Users).Insert(rows.Users.Select(LiteDbRows.FromUser))
                + db.GetCollection(LiteDbRows.Tokens).Insert(rows.Tokens.Select(LiteDbRows.FromToken))
                + db.GetCollection(LiteDbRows.UsedStates).Insert(rows.UsedStates.Select(LiteDbRows.FromUsedState));
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> IsInUseElsewhereAsync(CancellationToken ct) => ValueTask.FromResult(false);

    /// <summary>The earlier service kept SQLite files; none of its rows are ever here.</summary>
    public ValueTask<long> CountEarlierUsersAsync(CancellationToken ct) => ValueTask.FromResult(0L);

    private ValueTask<IReadOnlyList<T>> ReadAsync<T>(string collection, string? after, int count, Func<BsonDocument, T> read) =>
        ValueTask.FromResult<IReadOnlyList<T>>(connection.Read(db =>
            db.GetCollection(collection).Find(Query.GT("_id", after ?? BsonValue.MinValue), limit: count).Select(read).ToList()));
}
