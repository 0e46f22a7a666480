namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>Sync states in a database that speaks SQL. They go with their person by the foreign key.</summary>
internal sealed class SqlSyncStates(ISqlDatabase database) : ISyncStateStore
{
    private const string Save =
        """
        INSERT INTO sync_states (state_id, google_sub, kind, sealed, created_at, keep_until)
        SELECT @id, google_sub, @kind, @sealed, @created_at, @keep_until FROM user_tokens WHERE google_sub = @sub
        ON CONFLICT (state_id) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at, keep_until = excluded.keep_until
        """;

    private const string RemoveOldest =
        """
        DELETE FROM sync_states WHERE google_sub = @sub AND kind = @kind AND state_id NOT IN (
          SELECT state_id FROM sync_states WHERE google_sub = @sub AND kind = @kind ORDER BY created_at DESC, state_id LIMIT @most)
        """;

    public ValueTask<IReadOnlyList<SyncState>> ReadAsync(string googleSub, CancellationToken ct) =>
        database.ReadAsync(
            session => session.AllAsync(
                "SELECT state_id, google_sub, kind, sealed, created_at, keep_until FROM sync_states WHERE google_sub = @sub ORDER BY created_at DESC, state_id",
                new SqlValues(("@sub", googleSub)),
                ToState,
                ct),
            ct);

    public async ValueTask<bool> SaveAsync(SyncState state, int most, CancellationToken ct)
    {
        var change = await database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(Save, Of(state), ct) == 0)
                {
                    return SqlChange<bool>.Nothing(false);
                }

                await session.ExecuteAsync(RemoveOldest, new SqlValues(("@sub", state.GoogleSub), ("@kind", state.Kind.Name()), ("@most", (long)most)), ct);
                return new SqlChange<bool>(true) { MayBeLost = true };
            },
            ct);
        return change.Result;
    }

    public async ValueTask PurgeAsync(DateTimeOffset now, CancellationToken ct) =>
        await database.WriteAsync(
            async session => new SqlChange<int>(await session.ExecuteAsync("DELETE FROM sync_states WHERE keep_until < @now", new SqlValues(("@now", now)), ct)) { MayBeLost = true },
            ct);

    private static SqlValues Of(SyncState state) => new(
        ("@id", state.Id),
        ("@sub", state.GoogleSub),
        ("@kind", state.Kind.Name()),
        ("@sealed", state.Sealed),
        ("@created_at", state.CreatedAt),
        ("@keep_until", state.KeepUntil));

    private static SyncState ToState(SqlRow row) => new()
    {
        Id = row.Text(0),
        GoogleSub = row.Text(1),
        Kind = SyncStateKinds.Parse(row.Text(2)),
        Sealed = row.Bytes(3),
        CreatedAt = row.Time(4),
        KeepUntil = row.Time(5),
    };
}
