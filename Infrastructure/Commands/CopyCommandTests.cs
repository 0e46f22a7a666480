using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using Microsoft.Extensions.Configuration;
using static Gcd.Infrastructure.Commands.FilledStoreForTests;

namespace Gcd.Infrastructure.Commands;

public sealed class CopyCommandTests : IDisposable
{
    private static readonly IConfiguration Nothing = new ConfigurationBuilder().Build();
    private readonly StoreFolderForTests elsewhere = new("litedb");

    private string Target => Path.Combine(elsewhere.Folder, "target.db");

    [Theory]
    [InlineData("litedb", "litedb")]
    [InlineData("litedb", "sqlite")]
    [InlineData("sqlite", "litedb")]
    public async Task Every_token_and_grant_works_in_the_copy(string store, string to)
    {
        await using IStoreForTests place = new StoreFolderForTests(store);
        var tokens = await FillAsync(place.Settings(), 1100);

        var report = await CopyAsync(place, to);

        Assert.Contains("1100 users, 1100 tokens, 1100 used states, the same number on both sides", report, StringComparison.Ordinal);
        Assert.Contains($"GOOGLE_DATABASE={Target}", report, StringComparison.Ordinal);
        await AssertWorkAsync(At(place, to), tokens);
        await AssertWorkAsync(place.Settings(), tokens);
    }

    [Fact]
    public async Task Rows_are_copied_as_they_are()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings());
        await CopyAsync(place, "litedb");

        await using var source = place.Open();
        await using var target = TokenStores.Open(At(place, "litedb"));
        var (users, copies) = (await source.Rows.ReadUsersAsync(null, 9, default), await target.Rows.ReadUsersAsync(null, 9, default));
        Assert.All(users.Zip(copies), pair => RowsForTests.Same(pair.First, pair.Second));
        var (tokens, copied) = (await source.Rows.ReadTokensAsync(null, 9, default), await target.Rows.ReadTokensAsync(null, 9, default));
        Assert.All(tokens.Zip(copied), pair => RowsForTests.Same(pair.First, pair.Second));
        Assert.Equal(await source.Rows.ReadUsedStatesAsync(null, 9, default), await target.Rows.ReadUsedStatesAsync(null, 9, default));
    }

    [Fact]
    public async Task A_target_that_has_rows_is_refused_and_stays_as_it_was()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings());
        var tokens = await FillAsync(At(place, "litedb"), 1);

        var refused = await Assert.ThrowsAsync<CommandException>(() => CopyAsync(place, "litedb"));

        Assert.Contains("has rows already", refused.Message, StringComparison.Ordinal);
        await AssertWorkAsync(At(place, "litedb"), tokens);
    }

    [Fact]
    public async Task The_source_itself_is_no_target()
    {
        await using var place = new StoreFolderForTests("litedb");
        await FillAsync(((IStoreForTests)place).Settings());
        File.CreateSymbolicLink(Target, place.Database);

        foreach (var path in new[] { place.Database, Target })
        {
            var refused = await Assert.ThrowsAsync<CommandException>(() => CopyAsync(place, "litedb", path));
            Assert.Equal(64, refused.ExitCode);
        }
    }

    [Fact]
    public async Task A_source_or_target_in_use_is_refused_by_75()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings());
        await using (place.Open())
        {
            var refused = await Assert.ThrowsAsync<CommandException>(() => CopyAsync(place, "litedb"));
            Assert.Equal(75, refused.ExitCode);
            Assert.Contains("source", refused.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(Target));
        }

        await using (TokenStores.Open(At(place, "litedb")))
        {
            var refused = await Assert.ThrowsAsync<CommandException>(() => CopyAsync(place, "litedb"));
            Assert.Equal(75, refused.ExitCode);
            Assert.Contains("--file: ", refused.Message, StringComparison.Ordinal);
            Assert.True(File.Exists(Target));
        }
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task A_copy_that_is_stopped_takes_the_file_that_it_made_away_again(string to)
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings(), 1100);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CopyAsync(place, to, report: _ => stop.CancelAsync(), ct: stop.Token));

        Assert.Empty(Directory.GetFiles(elsewhere.Folder));
    }

    [Fact]
    public async Task A_store_that_was_there_keeps_the_mark_of_a_copy_that_did_not_end_and_no_service_starts_on_it()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings(), 1100);
        await TokenStores.Open(At(place, "litedb")).DisposeAsync();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CopyAsync(place, "litedb", report: _ => stop.CancelAsync(), ct: stop.Token));

        var refused = Assert.Throws<StartupException>(() => TokenStores.Open(At(place, "litedb")));

        Assert.Contains("a copy that did not end", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task A_target_is_marked_before_anything_else_of_it_is_there(string to)
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings());

        // As a kill leaves it before the first row was copied.
        await (await ReadTarget(place, to).OpenAsync(default)).DisposeAsync();

        var before = Fingerprint(elsewhere.Folder);
        var refused = Assert.Throws<StartupException>(() => TokenStores.Open(At(place, to)));
        Assert.Contains("a copy that did not end", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint(elsewhere.Folder));
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task A_copy_that_was_killed_before_its_target_had_a_name_is_started_again(string to)
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        var tokens = await FillAsync(place.Settings());
        await TokenStores.Open(place.Settings() with { Store = new TokenStoreSettings(TokenStoreSettingsReader.Parse(to)!.Value, Target + ".gcd-partial", PostgresConnection: null) }).DisposeAsync();

        await CopyAsync(place, to);

        await AssertWorkAsync(At(place, to), tokens);
        Assert.DoesNotContain(Directory.GetFiles(elsewhere.Folder), file => file.Contains("partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_file_may_reserve_the_targets_name()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        var tokens = await FillAsync(place.Settings());
        await File.WriteAllBytesAsync(Target, []);

        await CopyAsync(place, "sqlite");

        await AssertWorkAsync(At(place, "sqlite"), tokens);
    }

    [Fact]
    public async Task PostgreSQL_is_reached_by_its_connection_and_is_no_target_of_itself()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        var arguments = CommandArguments.Parse(["copy", "--to", "postgres"]);
        var missing = Assert.Throws<StartupException>(() => CopyTarget.Read(arguments, place.Settings(), Nothing));
        Assert.Contains("POSTGRES_CONNECTION", missing.Message, StringComparison.Ordinal);

        var settings = place.Settings() with { Store = new TokenStoreSettings(TokenStoreKind.Postgres, Target, "Host=nowhere.invalid") };
        Assert.Equal(64, Assert.Throws<CommandException>(() => CopyTarget.Read(arguments, settings, Nothing)).ExitCode);
    }

    public void Dispose() => elsewhere.Dispose();

    private Task<string> CopyAsync(IStoreForTests place, string to, string? path = null, ReportProgress? report = null, CancellationToken ct = default)
    {
        var arguments = CommandArguments.Parse(["copy", "--to", to, "--file", path ?? Target]);
        return CopyCommand.RunAsync(place.Settings(), CopyTarget.Read(arguments, place.Settings(), Nothing), report ?? Silent, ct);
    }

    private CopyTarget ReadTarget(IStoreForTests place, string to) =>
        CopyTarget.Read(CommandArguments.Parse(["copy", "--to", to, "--file", Target]), place.Settings(), Nothing);

    private GcdSettings At(IStoreForTests place, string to) =>
        place.Settings() with { Store = new TokenStoreSettings(TokenStoreSettingsReader.Parse(to)!.Value, Target, PostgresConnection: null) };
}
