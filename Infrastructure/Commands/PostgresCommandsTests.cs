using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Infrastructure.Tokens.Postgres;
using Microsoft.Extensions.Configuration;
using Npgsql;
using static Gcd.Infrastructure.Commands.FilledStoreForTests;

namespace Gcd.Infrastructure.Commands;

/// <summary>What differs where the store is no file and serves several processes.</summary>
public sealed class PostgresCommandsTests : IDisposable
{
    private readonly StoreFolderForTests elsewhere = new("litedb");

    [SkippableFact]
    public async Task Every_token_works_in_PostgreSQL_and_back_in_a_file()
    {
        await using var postgres = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        var litedb = ((IStoreForTests)elsewhere).Settings(((IStoreForTests)postgres).Key);
        var tokens = await FillAsync(litedb, 1100);

        var report = await CopyAsync(litedb, postgres, "copy", "--to", "postgres");
        Assert.Contains("1100 users, 1100 tokens, 1100 used states, the same number on both sides", report, StringComparison.Ordinal);
        Assert.DoesNotContain(postgres.Connection, report, StringComparison.Ordinal);
        await AssertWorkAsync(((IStoreForTests)postgres).Settings(), tokens);

        var again = await Assert.ThrowsAsync<CommandException>(() => CopyAsync(litedb, postgres, "copy", "--to", "postgres"));
        Assert.Contains("has rows already", again.Message, StringComparison.Ordinal);

        var back = Path.Combine(elsewhere.Folder, "back.db");
        await CopyAsync(((IStoreForTests)postgres).Settings(), postgres, "copy", "--to", "litedb", "--file", back);
        await AssertWorkAsync(litedb.At(back), tokens);
    }

    [SkippableFact]
    public async Task Reseal_works_beside_other_instances()
    {
        await using var postgres = await PostgresStoreForTests.MakeAsync();
        var tokens = await FillAsync(postgres.Settings(), 600);
        var newKey = IStoreForTests.NewKey();
        await using (postgres.Open(newKey, postgres.Key))
        {
            var report = await StoreCommands.RunAsync(new CommandRequest { Command = CommandNames.Reseal }, postgres.Settings(newKey, postgres.Key), Silent, default);
            Assert.Contains("600 sealed anew", report, StringComparison.Ordinal);
        }

        await AssertWorkAsync(postgres.Settings(newKey), tokens);
    }

    [SkippableFact]
    public async Task A_store_that_an_instance_uses_is_neither_copied_nor_filled()
    {
        await using var postgres = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        var litedb = ((IStoreForTests)elsewhere).Settings();
        await FillAsync(litedb);
        await using (((IStoreForTests)postgres).Open(elsewhere.Key))
        {
            var filled = await Assert.ThrowsAsync<CommandException>(() => CopyAsync(litedb, postgres, "copy", "--to", "postgres"));
            var source = ((IStoreForTests)postgres).Settings(elsewhere.Key);
            var copied = await Assert.ThrowsAsync<CommandException>(() => CopyAsync(source, postgres, "copy", "--to", "sqlite", "--file", Path.Combine(elsewhere.Folder, "new.db")));

            Assert.All(new[] { filled, copied }, refused => Assert.Equal(ExitCode.NotNow, refused.ExitCode));
            Assert.All(new[] { filled, copied }, refused => Assert.Contains("in use", refused.Message, StringComparison.Ordinal));
        }

        await CopyAsync(litedb, postgres, "copy", "--to", "postgres");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_target_is_marked_before_anything_else_of_it_is_there(bool isOpened)
    {
        await using var postgres = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        var litedb = ((IStoreForTests)elsewhere).Settings();
        await FillAsync(litedb);

        // As a kill leaves it before the first row was copied, or before the first table was made.
        if (isOpened)
        {
            await (await ReadTarget(litedb, postgres, "copy", "--to", "postgres").OpenAsync(default)).DisposeAsync();
        }
        else
        {
            await using var database = new PostgresDatabase(postgres.Connection);
            await PostgresSchema.MarkUnfinishedAsync(database, default);
        }

        var refused = Assert.Throws<StartupException>(() => ((IStoreForTests)postgres).Open(elsewhere.Key));
        Assert.Contains("a copy that did not end", refused.Message, StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<CommandException>(() => CopyAsync(litedb, postgres, "copy", "--to", "postgres"));
        Assert.Contains("a copy that did not end", again.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task While_a_store_is_copied_no_instance_starts_on_it()
    {
        await using var postgres = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        var source = ((IStoreForTests)postgres).Settings();
        await FillAsync(source);
        StartupException? refused = null;
        Task StartAsync(string progress)
        {
            refused ??= Assert.Throws<StartupException>(() => ((IStoreForTests)postgres).Open());
            return Task.CompletedTask;
        }

        await CopyAsync(source, postgres, StartAsync, "copy", "--to", "sqlite", "--file", Path.Combine(elsewhere.Folder, "new.db"));

        Assert.Contains("is being copied", refused!.Message, StringComparison.Ordinal);
        Assert.Equal(StartupException.TemporaryFailure, refused.Code);
        await using var afterwards = ((IStoreForTests)postgres).Open();
    }

    [SkippableFact]
    public async Task A_copy_beside_which_an_instance_came_up_all_the_same_does_not_count()
    {
        await using var postgres = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        await using var database = NpgsqlDataSource.Create(postgres.Connection);
        var source = ((IStoreForTests)postgres).Settings();
        await FillAsync(source);
        OpenedStore? instance = null;
        async Task StartAsync(string progress)
        {
            // As if the copy had been paused for longer than its mark lives.
            await using var unmark = database.CreateCommand("DELETE FROM user_leases");
            await unmark.ExecuteNonQueryAsync();
            instance ??= ((IStoreForTests)postgres).Open();
        }

        var target = Path.Combine(elsewhere.Folder, "new.db");
        var failed = await Assert.ThrowsAsync<CommandException>(() => CopyAsync(source, postgres, StartAsync, "copy", "--to", "sqlite", "--file", target));
        await instance!.DisposeAsync();

        Assert.Contains("in use", failed.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    public void Dispose() => elsewhere.Dispose();

    private static Task<string> CopyAsync(GcdSettings source, PostgresStoreForTests postgres, params string[] arguments) => CopyAsync(source, postgres, Silent, arguments);

    private static Task<string> CopyAsync(GcdSettings source, PostgresStoreForTests postgres, ReportProgress report, params string[] arguments) =>
        CopyCommand.RunAsync(source, ReadTarget(source, postgres, arguments), report, default);

    private static CopyTarget ReadTarget(GcdSettings source, PostgresStoreForTests postgres, params string[] arguments)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(postgres.Variables).Build();
        return CopyTarget.Read(CommandArguments.Parse(arguments), source, configuration);
    }
}
