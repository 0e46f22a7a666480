using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Infrastructure.Tokens.LiteDb;
using static Gcd.Infrastructure.Commands.FilledStoreForTests;

namespace Gcd.Infrastructure.Commands;

public sealed class RestoreCommandTests : IDisposable
{
    private readonly StoreFolderForTests elsewhere = new("litedb");

    private string Backup => Path.Combine(elsewhere.Folder, "backup.db");

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task The_backup_takes_the_databases_place_and_the_earlier_one_still_opens_under_its_new_name(string store)
    {
        await using var place = new StoreFolderForTests(store);
        IStoreForTests there = place;
        var before = await FillAsync(there.Settings());
        await BackUpAsync(there);
        File.Delete(place.Database);
        var since = await FillAsync(there.Settings(), 2);

        var report = await RestoreAsync(there);

        Assert.Contains("3 users, 3 tokens", report, StringComparison.Ordinal);
        Assert.Contains("revoked since the backup work again", report, StringComparison.Ordinal);
        await AssertWorkAsync(there.Settings(), before);
        var aside = Assert.Single(Directory.GetFiles(place.Folder, "*.before-restore-*"));
        Assert.Contains(aside, report, StringComparison.Ordinal);
        await AssertWorkAsync(there.Settings().At(aside), since);
        Assert.DoesNotContain(Directory.GetFiles(place.Folder), file => file.Contains("restoring", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task What_the_log_of_a_killed_service_holds_is_in_the_earlier_database_and_not_in_the_restored_one(string store)
    {
        await using var place = new StoreFolderForTests(store);
        IStoreForTests there = place;
        var tokens = await FillAsync(there.Settings());
        await BackUpAsync(there);
        var killed = there.Settings().At(Path.Combine(elsewhere.Folder, "killed.db"));
        var touched = await LeaveAsByAKillAsync(there, killed.Store.DatabasePath);

        await RestoreCommand.RunAsync(killed, Backup, TimeProvider.System, default);

        Assert.Null(await LastTouchAsync(killed));
        await AssertWorkAsync(killed, tokens);
        var aside = Assert.Single(Directory.GetFiles(elsewhere.Folder, "killed.db.before-restore-*"));
        Assert.Equal(touched, await LastTouchAsync(there.Settings().At(aside)));
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task Killed_before_or_after_any_step_a_restore_leaves_one_database_or_the_other_with_all_it_holds(string store)
    {
        await using var place = new StoreFolderForTests(store);
        IStoreForTests there = place;
        await FillAsync(there.Settings());
        await BackUpAsync(there);
        var steps = int.MaxValue;
        for (var done = 0; done <= steps; done++)
        {
            var present = there.Settings().At(Path.Combine(elsewhere.Folder, $"{done}.db"));
            var touched = await LeaveAsByAKillAsync(there, present.Store.DatabasePath);
            var (next, aside) = (FilesAt(present, ".restoring"), FilesAt(present, ".aside"));
            PrivateFile.Copy(Backup, next.Path, default);
            var replacement = new DatabaseReplacement(FilesAt(present), next, aside);
            steps = replacement.Steps.Count;
            foreach (var step in replacement.Steps.Take(done))
            {
                step();
            }

            Assert.True(File.Exists(present.Store.DatabasePath));
            var isReplaced = !File.Exists(next.Path);
            Assert.Equal(isReplaced ? null : touched, await LastTouchAsync(present));
            if (isReplaced)
            {
                Assert.Equal(touched, await LastTouchAsync(there.Settings().At(aside.Path)));
            }
        }
    }

    [Fact]
    public async Task A_log_that_cannot_be_brought_in_is_refused_with_what_to_move_away_and_nothing_is_replaced()
    {
        await using var place = new StoreFolderForTests("litedb");
        IStoreForTests there = place;
        await FillAsync(there.Settings());
        await BackUpAsync(there);
        await File.WriteAllBytesAsync(place.Database, (await File.ReadAllBytesAsync(place.Database))[..100]);
        await File.WriteAllBytesAsync(LiteDbFiles.LogPath(place.Database), new byte[8192]);

        var refused = await Assert.ThrowsAsync<CommandException>(() => RestoreAsync(there));

        Assert.Contains($"'{place.Database}', '{LiteDbFiles.LogPath(place.Database)}'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(100, new FileInfo(place.Database).Length);
        Assert.Equal(8192, new FileInfo(LiteDbFiles.LogPath(place.Database)).Length);
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task By_a_symbolic_link_a_database_comes_with_its_log(string store)
    {
        await using var place = new StoreFolderForTests(store);
        IStoreForTests there = place;
        await FillAsync(there.Settings());
        var killed = Path.Combine(elsewhere.Folder, "killed.db");
        var touched = await LeaveAsByAKillAsync(there, killed);
        var link = Path.Combine(place.Folder, "link.db");
        File.CreateSymbolicLink(link, killed);
        var target = there.Settings().At(Path.Combine(place.Folder, "target.db"));

        await RestoreCommand.RunAsync(target, link, TimeProvider.System, default);

        Assert.Equal(touched, await LastTouchAsync(target));
    }

    [Fact]
    public async Task By_a_symbolic_link_a_database_that_is_in_use_is_refused_and_nothing_is_changed()
    {
        await using var place = new StoreFolderForTests("litedb");
        IStoreForTests there = place;
        await FillAsync(there.Settings());
        await using var service = there.Open();
        var link = Path.Combine(elsewhere.Folder, "link.db");
        File.CreateSymbolicLink(link, place.Database);
        var target = there.Settings().At(Path.Combine(elsewhere.Folder, "target.db"));

        var refused = await Assert.ThrowsAsync<StartupException>(() => RestoreCommand.RunAsync(target, link, TimeProvider.System, default));

        Assert.True(refused.IsInUse);
        Assert.False(File.Exists(target.Store.DatabasePath));
    }

    [Fact]
    public async Task A_backup_under_another_key_is_refused_by_78_and_nothing_is_changed()
    {
        await using var place = new StoreFolderForTests("litedb");
        IStoreForTests there = place;
        await FillAsync(there.Settings());
        await BackUpAsync(there);
        var (before, backup) = (Fingerprint(place.Folder), Fingerprint(elsewhere.Folder));

        var refused = await Assert.ThrowsAsync<CommandException>(() => RestoreCommand.RunAsync(there.Settings("another passphrase"), Backup, TimeProvider.System, default));

        Assert.Equal(78, refused.ExitCode);
        Assert.Contains($"'{Backup}' is not restored", refused.Message, StringComparison.Ordinal);
        Assert.Contains("sealed under another key", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint(place.Folder));
        Assert.Equal(backup, Fingerprint(elsewhere.Folder));
    }

    [Fact]
    public async Task What_is_no_backup_of_this_store_is_refused_and_nothing_is_changed()
    {
        await using var place = new StoreFolderForTests("litedb");
        IStoreForTests there = place;
        await FillAsync(there.Settings());
        var before = Fingerprint(place.Folder);
        var damaged = Path.Combine(elsewhere.Folder, "damaged.db");
        await File.WriteAllBytesAsync(damaged, (await File.ReadAllBytesAsync(place.Database))[..20_000]);
        await File.WriteAllTextAsync(Path.Combine(elsewhere.Folder, "text.db"), "somebody's diary");
        await File.WriteAllBytesAsync(Path.Combine(elsewhere.Folder, "sqlite.db"), [.. "SQLite format 3\0"u8, .. new byte[4080]]);
        await File.WriteAllTextAsync(Path.Combine(elsewhere.Folder, "empty.db"), string.Empty);

        foreach (var name in new[] { "damaged.db", "text.db", "sqlite.db", "empty.db", "missing.db" })
        {
            await Assert.ThrowsAsync<CommandException>(() => RestoreCommand.RunAsync(there.Settings(), Path.Combine(elsewhere.Folder, name), TimeProvider.System, default));
            Assert.Equal(before, Fingerprint(place.Folder));
        }

        await Assert.ThrowsAsync<CommandException>(() => RestoreCommand.RunAsync(there.Settings(), place.Database, TimeProvider.System, default));
    }

    [Fact]
    public async Task While_a_service_holds_the_database_it_is_refused_by_75()
    {
        await using IStoreForTests there = new StoreFolderForTests("litedb");
        await FillAsync(there.Settings());
        await BackUpAsync(there);
        await using var service = there.Open();

        var refused = await Assert.ThrowsAsync<CommandException>(() => RestoreAsync(there));

        Assert.Equal(75, refused.ExitCode);
        Assert.Contains("Stop the service", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => elsewhere.Dispose();

    /// <summary>Copies a database in use, whose last change is in the log alone.</summary>
    /// <returns>What the last change was.</returns>
    private static async Task<DateTimeOffset?> LeaveAsByAKillAsync(IStoreForTests there, string path)
    {
        var settings = there.Settings();
        var (from, to) = (new DatabaseFiles(DatabaseFiles.RequireFile(settings), settings.Store.DatabasePath), new DatabaseFiles(DatabaseFiles.RequireFile(settings), path));
        DateTimeOffset? touched;
        await using (var opened = there.Open())
        {
            var token = (await opened.Rows.ReadTokensAsync(null, 1, default))[0];
            await opened.Store.TouchTokenAsync(token.Hash, DateTimeOffset.UtcNow, default);
            touched = (await opened.Rows.ReadTokensAsync(null, 1, default))[0].LastUsedAt;
            from.CopyTo(to, default);
        }

        Assert.True(to.HasLog);
        return touched;
    }

    private static DatabaseFiles FilesAt(GcdSettings settings, string suffix = "") => new(DatabaseFiles.RequireFile(settings), settings.Store.DatabasePath + suffix);

    private static async Task<DateTimeOffset?> LastTouchAsync(GcdSettings settings)
    {
        await using var opened = TokenStores.Open(settings);
        return (await opened.Rows.ReadTokensAsync(null, 1, default))[0].LastUsedAt;
    }

    private async Task BackUpAsync(IStoreForTests there)
    {
        await using var opened = there.Open();
        await BackupCommand.RunAsync(opened, there.Settings(), Backup, default);
    }

    private Task<string> RestoreAsync(IStoreForTests there) => RestoreCommand.RunAsync(there.Settings(), Backup, TimeProvider.System, default);
}
