using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Tests.Fixtures;
using static Gcd.Infrastructure.Commands.FilledStoreForTests;

namespace Gcd.Infrastructure.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("gcd-test-");

    private string File => Path.Combine(elsewhere.FullName, "backup.db");

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task A_backup_is_one_private_file_with_everything(string store)
    {
        await using IStoreForTests place = new StoreFolderForTests(store);
        var tokens = await FillAsync(place.Settings());

        var report = await BackUpAsync(place);

        Assert.Contains("3 users, 3 tokens, 3 used states", report, StringComparison.Ordinal);
        Assert.Equal(File, Assert.Single(Directory.GetFileSystemEntries(elsewhere.FullName)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        await AssertWorkAsync(place.Settings().At(File), tokens);
    }

    [Fact]
    public async Task An_SQLite_backup_needs_no_log_beside_it()
    {
        await using IStoreForTests place = new StoreFolderForTests("sqlite");
        await FillAsync(place.Settings());

        await BackUpAsync(place);

        // The versions to write and to read: 1 is a rollback journal, 2 a write-ahead log (https://sqlite.org/fileformat.html, 1.3.3).
        Assert.Equal(new byte[] { 1, 1 }, (await System.IO.File.ReadAllBytesAsync(File))[18..20]);
        Assert.Single(Directory.GetFileSystemEntries(elsewhere.FullName));
    }

    [SkippableFact]
    public async Task A_folder_that_may_not_be_written_to_is_named_by_the_path_that_was_typed()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings(), users: 1);
        await using var disk = await SmallDisk.MountAsync();
        await disk.MakeReadOnlyAsync();

        var refused = await Assert.ThrowsAnyAsync<IOException>(() => BackUpAsync(place, Path.Combine(disk.Folder, "backup.db")));

        Assert.Contains($"'{Path.Combine(disk.Folder, "backup.db")}'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("partial", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_backup_left_is_no_obstacle()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        var tokens = await FillAsync(place.Settings());
        await System.IO.File.WriteAllTextAsync(File + ".gcd-partial", "half");

        await BackUpAsync(place);

        Assert.Single(Directory.GetFiles(elsewhere.FullName));
        await AssertWorkAsync(place.Settings().At(File), tokens);
    }

    [Theory]
    [InlineData("taken.db", "exists")]
    [InlineData("missing/backup.db", "does not exist")]
    [InlineData("stray.db", "would be taken for the log")]
    [InlineData("", "no path of a file")]
    public async Task A_path_that_cannot_be_a_new_file_is_refused_and_nothing_is_written(string path, string reason)
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings());
        await System.IO.File.WriteAllTextAsync(Path.Combine(elsewhere.FullName, "taken.db"), "somebody's");
        await System.IO.File.WriteAllTextAsync(Path.Combine(elsewhere.FullName, "stray-log.db"), "somebody's");
        var before = Fingerprint(elsewhere.FullName);

        var refused = await Assert.ThrowsAsync<CommandException>(() => BackUpAsync(place, Path.Combine(elsewhere.FullName, path)));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint(elsewhere.FullName));
    }

    [SkippableTheory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task Where_the_file_system_may_only_be_read_the_operator_learns_who_writes_the_file_and_what_allows_it(string store)
    {
        await using IStoreForTests place = new StoreFolderForTests(store);
        await FillAsync(place.Settings());
        await using var disk = await SmallDisk.MountAsync();
        await disk.MakeReadOnlyAsync();

        var fault = await Assert.ThrowsAnyAsync<IOException>(() => BackUpAsync(place, Path.Combine(disk.Folder, "backup.db")));

        var told = CommandFault.Of(fault);
        Assert.Equal(1, told?.ExitCode);
        Assert.Contains(Path.Combine(disk.Folder, "backup.db"), told?.Text, StringComparison.Ordinal);
        Assert.Contains("A running service writes the file itself, and has to be allowed to: under systemd", told?.Text, StringComparison.Ordinal);
        Assert.Contains("ReadWritePaths=", told?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_is_backed_up_by_its_own_tool()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        var settings = place.Settings() with { Store = new TokenStoreSettings(TokenStoreKind.Postgres, File, "Host=nowhere.invalid") };

        var refused = await Assert.ThrowsAsync<CommandException>(() => StoreCommands.RunAsync(new CommandRequest { Command = CommandNames.Backup, File = File }, settings, Silent, default));

        Assert.Contains("pg_dump", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_database_none_is_made()
    {
        await using var place = new StoreFolderForTests("litedb");

        var refused = await Assert.ThrowsAsync<CommandException>(() => StoreCommands.RunAsync(new CommandRequest { Command = CommandNames.Backup, File = File }, ((IStoreForTests)place).Settings(), Silent, default));

        Assert.Equal(78, refused.ExitCode);
        Assert.Empty(Directory.GetFiles(place.Folder));
    }

    public void Dispose() => elsewhere.Delete(recursive: true);

    private async Task<string> BackUpAsync(IStoreForTests place, string? file = null)
    {
        await using var opened = place.Open();
        return await BackupCommand.RunAsync(opened, place.Settings(), file ?? File, default);
    }
}
