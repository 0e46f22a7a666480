using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Deployment;

/// <summary>The two servers of compose.cluster.yml, by the steps of deploy.sh and of deploy/README.md.</summary>
public sealed class PublishedPostgresTests : IAsyncLifetime
{
    private readonly ReservedPort port = ReservedPort.Choose();
    private readonly PublishedPostgres first;
    private readonly PublishedPostgres second;

    public PublishedPostgresTests() =>
        (first, second) = (new(begins: true, "127.0.0.2", "127.0.0.3", port.Number), new(begins: false, "127.0.0.3", "127.0.0.2", port.Number));

    [SkippableFact]
    public async Task A_commit_is_acknowledged_when_the_standby_has_it_and_is_there_after_a_promotion()
    {
        await StartAsync();
        await first.AskAsync("CREATE TABLE kept AS SELECT 7 AS a");
        Assert.Equal("sync", await first.AskAsync("SELECT sync_state FROM pg_stat_replication"));
        await first.KillAsync();

        Assert.Equal((0, "Commits wait for no standby.\nThis server is the primary.\n"), ExitOf(await second.RunAsync("promote")));

        Assert.Equal("7", await second.AskAsync("SELECT a FROM kept"));
        await second.AskAsync("INSERT INTO kept VALUES (8)");
    }

    [SkippableFact]
    public async Task The_earlier_primary_does_not_start_with_its_data_and_follows_without_them()
    {
        await StartAsync();
        await first.KillAsync();
        await second.RunAsync("promote");
        await second.AskAsync("CREATE TABLE kept AS SELECT 7 AS a");

        var (exit, _, errors) = await first.RunAsync(first.Start);
        await first.LoseDataAsync();
        await first.StartAsync();
        await first.UntilDoneAsync("pair");
        await second.UntilDoneAsync("together");

        Assert.Equal(1, exit);
        Assert.Contains("127.0.0.3 is the primary now", errors, StringComparison.Ordinal);
        Assert.Equal("7", await first.AskAsync("SELECT a FROM kept"));
        Assert.Equal("True", await first.AskAsync("SELECT pg_is_in_recovery()"));
        Assert.Equal("sync", await second.AskAsync("SELECT sync_state FROM pg_stat_replication"));
    }

    [SkippableFact]
    public async Task While_the_standby_is_away_commits_wait_until_the_operator_lets_them_go_alone()
    {
        await StartAsync();
        await second.KillAsync();
        var commit = first.AskAsync("CREATE TABLE kept AS SELECT 7 AS a");
        await Eventually.TrueAsync(async () => await first.AskAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == "1");

        Assert.Equal((0, "Commits wait for no standby.\n"), ExitOf(await first.RunAsync("alone")));

        await commit;
        await second.StartAsync();
        await second.UntilDoneAsync("pair");
        await first.UntilDoneAsync("together");
        Assert.Equal("7", await second.AskAsync("SELECT a FROM kept"));
    }

    [SkippableFact]
    public async Task A_standby_is_not_promoted_beside_a_primary_that_answers_nor_a_lost_primary_made_anew_beside_a_standby()
    {
        await StartAsync();

        var beside = await second.RunAsync("promote");
        await first.KillAsync();
        await first.LoseDataAsync();
        var anew = await first.RunAsync(first.Start);

        Assert.Equal(1, beside.ExitCode);
        Assert.Contains("127.0.0.2 still answers as the primary", beside.Errors, StringComparison.Ordinal);
        Assert.Equal(1, anew.ExitCode);
        Assert.Contains("Promote it first", anew.Errors, StringComparison.Ordinal);
        Assert.Equal("True", await second.AskAsync("SELECT pg_is_in_recovery()"));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await second.DisposeAsync();
        await first.DisposeAsync();
        port.Dispose();
    }

    /// <summary>In the order of deploy.sh. The first one was made without a standby, as those of earlier releases were.</summary>
    private async Task StartAsync()
    {
        await first.StartAsync();
        await first.UntilDoneAsync("pair");
        await second.StartAsync();
        await second.UntilDoneAsync("pair");
        await first.UntilDoneAsync("together");
    }

    private static (int Code, string Output) ExitOf((int ExitCode, string Output, string Errors) run) => (run.ExitCode, run.Output);
}
