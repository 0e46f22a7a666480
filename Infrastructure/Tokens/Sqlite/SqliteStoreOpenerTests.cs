using System.Security.Cryptography;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Embedded;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens.Sqlite;

public sealed class SqliteStoreOpenerTests : IDisposable
{
    private readonly StoreFolderForTests folder = new("sqlite");

    private IStoreForTests Place => folder;

    [SkippableFact]
    public async Task Database_and_log_are_private_to_their_owner()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using (var opened = Place.Open())
        {
            await opened.Store.SaveSignInAsync(User("1", "ada@example.com"), null, Token("ada@example.com"), default);
            Assert.True(File.Exists(folder.Database + "-wal"));
            AssertPrivate();
        }

        AssertPrivate();
    }

    [Fact]
    public async Task Commits_are_flushed_and_foreign_keys_hold()
    {
        await using var opened = Place.Open();
        await using var session = SqliteFiles.OpenForWriting(folder.Database);

        Assert.Equal(2, await session.NumberAsync("PRAGMA synchronous", Sql.SqlValues.None, default));
        Assert.Equal(1, await session.NumberAsync("PRAGMA foreign_keys", Sql.SqlValues.None, default));
        Assert.Equal(["wal"], EarlierServiceForTests.Query(folder.Database, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Another_key_changes_no_byte()
    {
        await (Place.Open()).DisposeAsync();
        var (before, files) = (Fingerprint(), Directory.GetFiles(folder.Folder).Order().ToList());

        Assert.Throws<StartupException>(() => Place.Open(key: "another"));

        Assert.Equal(before, Fingerprint());
        Assert.Equal(files, Directory.GetFiles(folder.Folder).Order());
    }

    [Fact]
    public async Task A_newer_schema_is_refused_unchanged()
    {
        await (Place.Open()).DisposeAsync();
        EarlierServiceForTests.Run(folder.Database, $"UPDATE gcd_meta SET value = CAST('{SqliteSchema.Version + 1}' AS BLOB) WHERE name = 'schema_version'");

        AssertRefusedUnchanged($"written by a newer Gcd (schema {SqliteSchema.Version + 1}, this one knows {SqliteSchema.Version})");
    }

    [Fact]
    public void A_database_of_another_program_is_refused_unchanged()
    {
        EarlierServiceForTests.Run(folder.Database, "CREATE TABLE bookmarks (url TEXT)");

        AssertRefusedUnchanged("an SQLite database of another program (its tables: bookmarks)");
    }

    [Fact]
    public async Task A_LiteDB_database_is_refused_unchanged_and_names_the_way_out()
    {
        using var other = new StoreFolderForTests("litedb");
        await ((IStoreForTests)other).Open().DisposeAsync();
        File.Copy(other.Database, folder.Database);

        AssertRefusedUnchanged("TOKEN_STORE=litedb");
    }

    [Theory]
    [InlineData(0, "damaged")]
    [InlineData(1, "no database of Gcd")]
    public void Rubbish_is_refused_unchanged(int kind, string reason)
    {
        byte[] head = kind == 0 ? [.. "SQLite format 3\0"u8] : [];
        File.WriteAllBytes(folder.Database, [.. head, .. RandomNumberGenerator.GetBytes(8192)]);

        AssertRefusedUnchanged(reason);
    }

    [Fact]
    public async Task A_second_process_is_refused()
    {
        await using var opened = Place.Open();

        Assert.Contains("in use by another Gcd", Assert.Throws<StartupException>(() => Place.Open()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void AssertRefusedUnchanged(string reason)
    {
        var before = Fingerprint();
        Assert.Contains(reason, Assert.Throws<StartupException>(() => Place.Open()).Message, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint());
    }

    private string Fingerprint() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(folder.Database)));

    private void AssertPrivate() =>
        Assert.All(
            Directory.GetFiles(folder.Folder),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file)));
}
