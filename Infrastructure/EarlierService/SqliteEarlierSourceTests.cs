using System.Security.Cryptography;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Infrastructure.Tokens.Sqlite;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>The files of the earlier service's first versions, read and left as they are.</summary>
public sealed class SqliteEarlierSourceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("google_contacts.db")]
    [InlineData("google_contacts-secret.db")]
    [InlineData("google_contacts-wal.db")]
    [InlineData("google_contacts-half.db")]
    [InlineData("downloader.db")]
    public async Task All_that_is_in_it_is_read_and_no_byte_of_it_changes(string name)
    {
        var expected = EarlierFixturesForTests.Expected()[name];
        var path = EarlierFixturesForTests.Lay(name, folder.FullName);
        var before = Hashes(path);

        var (counts, content) = await ReadAsync(path, expected.Key);

        Assert.Equal(new EarlierCounts(expected.People.Count, expected.Secrets), counts);
        Assert.Equal(expected.ToString(), content.ToString());
        Assert.Equal(before, Hashes(path));
    }

    [Theory]
    [InlineData("google_contacts.db")]
    [InlineData("downloader.db")]
    public async Task Where_nobody_has_it_open_nothing_is_laid_beside_it(string name)
    {
        var path = EarlierFixturesForTests.Lay(name, folder.FullName);

        await ReadAsync(path, "an earlier key");

        Assert.Equal([path], Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public async Task While_the_earlier_service_runs_its_rows_of_that_moment_are_read_and_no_byte_changes()
    {
        var expected = EarlierFixturesForTests.Expected()["google_contacts-secret.db"];
        var path = EarlierFixturesForTests.Lay("google_contacts-secret.db", folder.FullName);
        await using var service = await OpenAsync(path);
        await ExecuteAsync(service, "UPDATE user_tokens SET updated_at = 'a'");
        await ExecuteAsync(service, "BEGIN IMMEDIATE; DELETE FROM user_tokens WHERE user_email = 'ada@example.com'");
        var before = Hashes(path);
        Assert.True(new FileInfo(path + "-wal").Length > 0);

        var (_, content) = await ReadAsync(path, expected.Key);

        Assert.Equal(expected.ToString(), content.ToString());
        Assert.Equal(before, Hashes(path));
        await ExecuteAsync(service, "COMMIT");
        Assert.Equal(2, (await ReadAsync(path, expected.Key)).Content.People.Count);
    }

    [Fact]
    public async Task It_is_read_as_it_was_when_it_was_opened()
    {
        var path = EarlierFixturesForTests.Lay("google_contacts-secret.db", folder.FullName);
        await using var service = await OpenAsync(path);
        await ExecuteAsync(service, "UPDATE user_tokens SET updated_at = 'a'");
        await using var database = await EarlierDatabases.OpenAsync(path, default);
        var counts = await database.CountAsync(default);

        await ExecuteAsync(service, "DELETE FROM user_tokens");

        Assert.Equal(3, counts.People);
        Assert.Equal(3, await database.ReadAsync(default).CountAsync());
    }

    [Fact]
    public async Task A_service_that_starts_and_writes_meanwhile_is_noticed()
    {
        var path = EarlierFixturesForTests.Lay("google_contacts-secret.db", folder.FullName);
        await using var database = await EarlierDatabases.OpenAsync(path, default);
        await using var service = await OpenAsync(path);
        await ExecuteAsync(service, "DELETE FROM user_tokens");

        var fault = await Assert.ThrowsAsync<EarlierDatabaseException>(() => database.ReadAsync(default).CountAsync().AsTask());

        Assert.Equal(75, fault.ExitCode);
        Assert.Contains("Stop the earlier service", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_rows_of_one_address_the_one_that_the_earlier_service_found_is_taken()
    {
        var path = EarlierFixturesForTests.Lay("downloader.db", folder.FullName);
        await using (var service = await OpenAsync(path))
        {
            await ExecuteAsync(service, "INSERT INTO user_tokens (user_email, provider, user_hash, token_data) VALUES ('ada@example.com', NULL, '', 'none'), ('bob@example.com', 'GOOGLE', '', 'none')");
        }

        var (counts, content) = await ReadAsync(path, "an earlier key");

        Assert.Equal(12, counts.People);
        Assert.True(content.People.Single(person => person.Email == "ada@example.com").Opens);
        Assert.True(content.People.Single(person => person.Email == "bob@example.com").Opens);
        Assert.Equal(["8 rows of the provider 'microsoft'", "2 second rows of an address that has one already"], content.LeftBehind);
    }

    [Fact]
    public async Task Values_of_any_type_are_read_and_open_nothing()
    {
        var path = EarlierFixturesForTests.Lay("google_contacts-secret.db", folder.FullName);
        await using (var service = await OpenAsync(path))
        {
            await ExecuteAsync(service, "UPDATE user_tokens SET token_data = 17; UPDATE access_tokens SET access_token = 1.5 WHERE rowid = 1; UPDATE access_tokens SET access_token = NULL WHERE rowid = 2; UPDATE access_tokens SET access_token = zeroblob(50000000) WHERE rowid = 3");
        }

        var (_, content) = await ReadAsync(path, "secret");

        Assert.Equal(3, content.People.Count);
        Assert.All(content.People, person => Assert.False(person.Opens));
    }

    [Fact]
    public async Task Of_a_database_that_Gcd_has_taken_for_its_own_only_what_is_still_the_earlier_services_is_read()
    {
        var expected = EarlierFixturesForTests.Expected()["google_contacts-secret.db"];
        var path = EarlierFixturesForTests.Lay("google_contacts-secret.db", folder.FullName);
        await MakeGcdsAsync(path);
        await using (var gcd = await OpenAsync(path))
        {
            await ExecuteAsync(gcd, "UPDATE user_tokens SET google_sub = '1' WHERE user_email = 'ada@example.com'");
        }

        var (counts, content) = await ReadAsync(path, expected.Key);

        var others = expected with { People = [.. expected.People.Skip(1)] };
        Assert.Equal(new EarlierCounts(2, others.Secrets), counts);
        Assert.Equal(others.ToString(), content.ToString());
    }

    [Fact]
    public async Task A_database_of_a_newer_Gcd_is_refused()
    {
        var path = EarlierFixturesForTests.Lay("google_contacts-secret.db", folder.FullName);
        await MakeGcdsAsync(path);
        await using (var gcd = await OpenAsync(path))
        {
            await ExecuteAsync(gcd, $"UPDATE gcd_meta SET value = CAST('{SqliteSchema.Version + 1}' AS BLOB) WHERE name = 'schema_version'");
        }

        await AssertRefusedAsync(path, 78, path, "newer Gcd");
    }

    /// <summary>As the first start on it does.</summary>
    private static async Task MakeGcdsAsync(string path)
    {
        await using var place = new StoreFolderForTests("sqlite");
        File.Move(path, place.Database);
        await using (((IStoreForTests)place).Open())
        {
        }

        File.Move(place.Database, path);
    }

    private static async Task AssertRefusedAsync(string path, int exitCode, params string[] words)
    {
        var fault = await Assert.ThrowsAsync<EarlierDatabaseException>(async () => await EarlierDatabases.OpenAsync(path, default));
        Assert.Equal(exitCode, fault.ExitCode);
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
    }

    private static async Task<(EarlierCounts Counts, EarlierContentForTests Content)> ReadAsync(string path, string key)
    {
        await using var database = await EarlierDatabases.OpenAsync(path, default);
        Assert.Equal($"'{path}'", database.Name);
        return (await database.CountAsync(default), await EarlierContentForTests.OfAsync(database, key));
    }

    /// <summary>As the earlier service opens it.</summary>
    private static async Task<SqliteConnection> OpenAsync(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = true }.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA journal_mode = WAL");
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string statements)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statements;
        await command.ExecuteNonQueryAsync();
    }

    private static string[] Hashes(string path) =>
        [.. new[] { path, path + "-wal" }.Where(File.Exists).Select(file => Convert.ToHexString(SHA256.HashData(Bytes(file))))];

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
