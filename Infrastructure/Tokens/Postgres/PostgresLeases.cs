using Gcd.Infrastructure.Tokens.Sql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>
/// Leases on users, by the database's clock. Whoever takes over one that has run out gets a higher fence. The write that a lease protects is
/// fenced by the row's own version: a holder who was paused beyond the end finds the version moved on and writes nothing. So does one
/// whose lease a crash of the database undid; nobody waits for the disk here.
/// </summary>
internal sealed class PostgresLeases(ISqlDatabase database)
{
    /// <summary>How long an instance that died can hold others up; a living one renews in time.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(10);

    private const string Until = "now() + interval '10 seconds'";

    // Unlike the names of hosts and processes, never the same for two instances.
    private readonly string holder = Guid.NewGuid().ToString("N");

    /// <summary>
    /// One of our own that is still there could not be released, since the database had gone: whoever asks here holds the lock within this process,
    /// so nobody uses it any more.
    /// </summary>
    /// <returns>The fence, or null while another instance holds the lease.</returns>
    public async ValueTask<long?> TryTakeAsync(string googleSub, CancellationToken ct)
    {
        var change = await database.WriteAsync(
            async session => new SqlChange<long>(await session.NumberAsync(
                $"""
                INSERT INTO user_leases (google_sub, holder, fence, expires_at) VALUES (@sub, @holder, 1, {Until})
                ON CONFLICT (google_sub) DO UPDATE SET holder = excluded.holder, fence = user_leases.fence + 1, expires_at = excluded.expires_at
                WHERE user_leases.expires_at <= now() OR user_leases.holder = excluded.holder
                RETURNING fence
                """,
                new SqlValues(("@sub", googleSub), ("@holder", holder)),
                ct))
            { MayBeLost = true },
            ct);
        return change.Result == 0 ? null : change.Result;
    }

    /// <returns>False when it is no longer ours.</returns>
    public async ValueTask<bool> RenewAsync(string googleSub, long fence, CancellationToken ct)
    {
        var change = await database.WriteAsync(
            async session => new SqlChange<int>(await session.ExecuteAsync(
                $"UPDATE user_leases SET expires_at = {Until} WHERE google_sub = @sub AND holder = @holder AND fence = @fence",
                Ours(googleSub, fence),
                ct))
            { MayBeLost = true },
            ct);
        return change.Result == 1;
    }

    public async ValueTask ReleaseAsync(string googleSub, long fence, CancellationToken ct) =>
        await database.WriteAsync(
            async session => new SqlChange<int>(await session.ExecuteAsync(
                "DELETE FROM user_leases WHERE google_sub = @sub AND holder = @holder AND fence = @fence",
                Ours(googleSub, fence),
                ct))
            { MayBeLost = true },
            ct);

    public ValueTask<IReadOnlyList<string>> HeldAsync(string prefix, CancellationToken ct) =>
        database.ReadAsync(
            session => session.AllAsync("SELECT google_sub FROM user_leases WHERE google_sub LIKE @prefix AND expires_at > now()", new SqlValues(("@prefix", prefix + "%")), row => row.Text(0), ct),
            ct);

    /// <summary>Leases whose holders died and that nobody took over. Long after their end, so that no holder who was paused is met.</summary>
    public async ValueTask RemoveDeadAsync(CancellationToken ct) =>
        await database.WriteAsync(
            async session => new SqlChange<int>(await session.ExecuteAsync("DELETE FROM user_leases WHERE expires_at < now() - interval '10 minutes'", SqlValues.None, ct)) { MayBeLost = true },
            ct);

    private SqlValues Ours(string googleSub, long fence) => new(("@sub", googleSub), ("@holder", holder), ("@fence", fence));
}
