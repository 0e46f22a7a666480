namespace Gcd.Tests.Fixtures;

/// <summary>A primary and its standby. The operator of this pair does by hand what Patroni does: promotes, and lets commits wait for a standby while there is one.</summary>
internal sealed class PostgresPair : IFailoverPair
{
    private readonly bool isSynchronous;
    private readonly bool freezes;
    private PostgresServer primary;
    private PostgresServer standby;

    private PostgresPair(PostgresServer primary, PostgresServer standby, bool isSynchronous, bool freezes, string database)
    {
        (this.primary, this.standby, this.isSynchronous, this.freezes) = (primary, standby, isSynchronous, freezes);
        Connection = $"Host={primary.Folder},{standby.Folder};Username=gcd;Database={database}";
    }

    public string Connection { get; }

    /// <summary>The primary, and the standby.</summary>
    public IReadOnlyList<PostgresServer> Servers => [primary, standby];

    /// <param name="isSynchronous">Whether commits wait for the standby.</param>
    /// <param name="freezes">The primary does not die but falls silent, as a machine that is gone.</param>
    public static async Task<PostgresPair> StartAsync(bool isSynchronous, bool freezes = false)
    {
        var primary = await PostgresServer.StartAsync(isDurable: true);
        await primary.RunAsync("CREATE DATABASE gcd");
        // How it is found out that commits wait.
        await primary.RunAsync("CREATE TABLE probe (a INT)");
        var pair = new PostgresPair(primary, await PostgresServer.StartStandbyAsync(primary), isSynchronous, freezes, "gcd");
        await pair.SynchroniseAsync();
        return pair;
    }

    public async Task EndPrimaryAsync()
    {
        if (freezes)
        {
            primary.Freeze();
        }
        else
        {
            await primary.KillAsync();
        }
    }

    public async Task TakeOverAsync()
    {
        await standby.PromoteAsync();
        (primary, standby) = (standby, primary);
    }

    public async Task RejoinAsync()
    {
        if (standby.IsFrozen)
        {
            await standby.KillAsync();
        }

        await standby.FollowAsync(primary);
        await SynchroniseAsync();
    }

    /// <summary>As if the network between the two were cut: from now on the standby gets nothing.</summary>
    public async Task HoldBackAsync()
    {
        await standby.RunAsync("ALTER SYSTEM SET primary_conninfo = ''");
        await standby.RunAsync("SELECT pg_reload_conf()");
        await UntilAsync("SELECT count(*) = 0 FROM pg_stat_replication");
    }

    public async ValueTask DisposeAsync()
    {
        await standby.DisposeAsync();
        await primary.DisposeAsync();
    }

    private async Task SynchroniseAsync()
    {
        await UntilAsync("SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'");
        if (isSynchronous)
        {
            // The copy of a standby has it unset: a primary that was just promoted has nobody to wait for.
            await primary.RunAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
            await primary.RunAsync("SELECT pg_reload_conf()");
            await UntilCommitsWaitAsync();
        }

        var written = await primary.AskAsync("SELECT pg_current_wal_lsn()");
        await UntilAsync($"SELECT flush_lsn >= '{written}' FROM pg_stat_replication");
    }

    /// <summary>The setting holds for commits when the server's checkpointer has read it, which no view shows: so a commit is tried that cannot be confirmed.</summary>
    private async Task UntilCommitsWaitAsync()
    {
        await standby.RunAsync("SELECT pg_wal_replay_pause()");
        for (var waits = false; !waits;)
        {
            var commit = primary.RunAsync("WITH applied AS (SELECT set_config('synchronous_commit', 'remote_apply', false)) INSERT INTO probe SELECT 1 FROM applied");
            await Eventually.TrueAsync(async () =>
            {
                waits = await primary.AskAsync("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE '%remote_apply%' AND pid <> pg_backend_pid()") == "true";
                return waits || commit.IsCompleted;
            });
            await (waits ? standby.RunAsync("SELECT pg_wal_replay_resume()") : Task.CompletedTask);
            await commit;
        }
    }

    private Task UntilAsync(string condition) => Eventually.TrueAsync(async () => await primary.AskAsync(condition) == "true");
}
