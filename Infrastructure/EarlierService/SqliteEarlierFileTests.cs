using LiteDB;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>Each file that cannot be read is refused with its own words, and nothing is made or changed.</summary>
public sealed class SqliteEarlierFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public Task A_file_that_is_not_there_is_not_made() => AssertRefusedAsync(At("google_contacts.db"), 78, At("google_contacts.db"), "is not there");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b")]
    public Task No_path_is_none(string path) => AssertRefusedAsync(path, 78, "is empty or none");

    [Fact]
    public Task A_folder_is_no_file() => AssertRefusedAsync(folder.FullName, 78, folder.FullName, "is a folder");

    [Fact]
    public async Task An_empty_file_is_said_to_be_empty()
    {
        await File.WriteAllBytesAsync(At("empty.db"), []);
        await AssertRefusedAsync(At("empty.db"), 78, "is empty");
    }

    [Fact]
    public async Task Any_other_file_is_no_SQLite_database()
    {
        await File.WriteAllTextAsync(At("notes.txt"), "Call the plumber.");
        await AssertRefusedAsync(At("notes.txt"), 78, "is no SQLite database");
    }

    [Fact]
    public async Task A_LiteDB_file_is_Gcds_own()
    {
        using (var database = new LiteDatabase(At("lite.db")))
        {
            database.GetCollection("rows").Insert(new BsonDocument());
        }

        await AssertRefusedAsync(At("lite.db"), 78, "LiteDB", "copy");
    }

    [Fact]
    public async Task Another_programs_database_is_told_by_its_tables()
    {
        Run(At("other.db"), "CREATE TABLE songs (name TEXT); CREATE TABLE user_tokens (user_email TEXT)");
        await AssertRefusedAsync(At("other.db"), 78, "another program", "songs, user_tokens");
    }

    [Fact]
    public async Task A_database_without_tables_is_told()
    {
        Run(At("none.db"), "CREATE TABLE a (b); DROP TABLE a");
        await AssertRefusedAsync(At("none.db"), 78, "without tables");
    }

    [Fact]
    public async Task A_locked_database_is_told_and_may_be_tried_again()
    {
        var path = EarlierFixturesForTests.Lay("google_contacts-secret.db", folder.FullName);
        Run(path, "PRAGMA journal_mode = DELETE");
        await using var service = Open(path);
        Run(service, "BEGIN EXCLUSIVE");

        await AssertRefusedAsync(path, 75, "is locked", "Stop the earlier service");
    }

    [Fact]
    public async Task A_damaged_database_is_told()
    {
        var path = EarlierFixturesForTests.Lay("google_contacts-secret.db", folder.FullName);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes.AsSpan(100, 4000).Fill(0x5a);
        await File.WriteAllBytesAsync(path, bytes);

        await AssertRefusedAsync(path, 1, "is damaged");
    }

    [Fact]
    public async Task Damage_that_shows_only_while_reading_is_told_then()
    {
        var path = EarlierFixturesForTests.Lay("google_contacts.db", folder.FullName);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes.AsSpan(4096).Fill(0x5a);
        await File.WriteAllBytesAsync(path, bytes);
        await using var database = await EarlierDatabases.OpenAsync(path, default);

        var fault = await Assert.ThrowsAsync<EarlierDatabaseException>(() => database.ReadAsync(default).CountAsync().AsTask());

        Assert.Equal(1, fault.ExitCode);
        Assert.Contains("is damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_writer_left_half_done_is_told()
    {
        var path = EarlierFixturesForTests.Lay("google_contacts-secret.db", folder.FullName);
        Run(path, "PRAGMA journal_mode = DELETE");
        await using (var service = Open(path))
        {
            Run(service, "PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE user_tokens SET token_data = randomblob(100000)");
            Copy(path, At("left.db"));
            Copy(path + "-journal", At("left.db-journal"));
        }

        await AssertRefusedAsync(At("left.db"), 1, "left.db-journal", "Start and stop the earlier service once");
    }

    [Fact]
    public async Task A_log_that_cannot_be_read_without_writing_is_told()
    {
        var path = EarlierFixturesForTests.Lay("google_contacts-wal.db", folder.FullName);
        // SQLite cannot make the log's index, as in a folder that may not be written to; root may write to any.
        File.CreateSymbolicLink(path + "-shm", At("nowhere"));

        await AssertRefusedAsync(path, 1, "google_contacts-wal.db-wal", "Copy both files");
    }

    [Theory]
    [InlineData("mysql://gcd:canary@db.example.com/gcd")]
    [InlineData("host=db.example.com user=gcd password=canary")]
    [InlineData("Host=db.example.com;Pasword=canary")]
    [InlineData("Password=canary")]
    [InlineData("postgres://gcd:canary@")]
    [InlineData("postgres://gcd:canary@db.example.com/gcd?nonsense=1")]
    public async Task A_connection_that_is_none_is_not_taken_for_a_path_and_not_shown(string from)
    {
        var fault = await Assert.ThrowsAsync<EarlierDatabaseException>(async () => await EarlierDatabases.OpenAsync(from, default));

        Assert.Equal(78, fault.ExitCode);
        Assert.DoesNotContain("canary", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("it is not shown", fault.Message, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(folder.FullName, name);

    private async Task AssertRefusedAsync(string path, int exitCode, params string[] words)
    {
        var before = Directory.GetFileSystemEntries(folder.FullName).Order(StringComparer.Ordinal).ToList();
        var fault = await Assert.ThrowsAsync<EarlierDatabaseException>(async () => await EarlierDatabases.OpenAsync(path, default));
        Assert.Equal(exitCode, fault.ExitCode);
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.FullName).Order(StringComparer.Ordinal));
    }

    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = File.Create(to);
        source.CopyTo(target);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Run(string path, string statements)
    {
        using var connection = Open(path);
        Run(connection, statements);
    }

    private static void Run(SqliteConnection connection, string statements)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }
}
