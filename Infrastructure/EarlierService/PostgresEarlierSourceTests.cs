using Gcd.Tests.Fixtures;
using Npgsql;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>The earlier service's later version, which keeps base64 of its Fernet tokens in PostgreSQL.</summary>
public sealed class PostgresEarlierSourceTests
{
    [SkippableFact]
    public async Task All_that_is_in_it_is_read()
    {
        var expected = EarlierFixturesForTests.Expected()["later.sql"];
        var connection = await NewAsync(EarlierFixturesForTests.Sql());
        await using var database = await EarlierDatabases.OpenAsync(connection, default);

        Assert.Equal(new EarlierCounts(expected.People.Count, expected.Secrets), await database.CountAsync(default));
        Assert.Equal(expected.ToString(), (await EarlierContentForTests.OfAsync(database, expected.Key)).ToString());
        Assert.StartsWith("PostgreSQL at ", database.Name, StringComparison.Ordinal);
        Assert.DoesNotContain("Username", database.Name, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task It_is_read_as_it_was_when_it_was_opened_and_cannot_be_written()
    {
        var connection = await NewAsync(EarlierFixturesForTests.Sql());
        await using var database = await EarlierDatabases.OpenAsync(connection, default);
        var counts = await database.CountAsync(default);
        await RunAsync(connection, "DELETE FROM user_tokens");

        Assert.Equal(counts.People, await database.ReadAsync(default).CountAsync());
    }

    [SkippableFact]
    public async Task Other_forms_of_its_tables_are_read()
    {
        var expected = EarlierFixturesForTests.Expected()["later.sql"];
        var connection = await NewAsync(
            EarlierFixturesForTests.Sql() +
            """
            DELETE FROM user_tokens WHERE provider <> 'google';
            ALTER TABLE access_tokens DROP COLUMN provider;
            ALTER TABLE export_tokens DROP COLUMN provider;
            ALTER TABLE export_tokens RENAME export_token TO token;
            ALTER TABLE access_tokens ALTER access_token TYPE varchar(2000);
            ALTER TABLE user_tokens ALTER token_data TYPE bytea USING convert_to(token_data, 'UTF8');
            UPDATE user_tokens SET provider = 'Google';
            INSERT INTO access_tokens (access_token, user_email) VALUES ('none', 'nobody@example.com');
            """);
        await using var database = await EarlierDatabases.OpenAsync(connection, default);

        var content = await EarlierContentForTests.OfAsync(database, expected.Key);

        Assert.Equal((expected with { LeftBehind = ["1 token of nobody"] }).ToString(), content.ToString());
    }

    [SkippableFact]
    public async Task A_database_without_its_tables_is_refused_and_names_what_it_has()
    {
        await AssertRefusedAsync(await NewAsync("SELECT 1"), 78, "it has none");
        await AssertRefusedAsync(await NewAsync("CREATE TABLE songs (name text); CREATE TABLE access_tokens (token text)"), 78, "its tables: access_tokens, songs");
    }

    [SkippableFact]
    public async Task A_database_of_Gcds_own_is_for_the_command_copy() =>
        await AssertRefusedAsync(await NewAsync(EarlierFixturesForTests.Sql() + "CREATE TABLE gcd_meta (name text)"), 78, "copy");

    [SkippableFact]
    public async Task What_is_missing_or_may_not_be_read_is_told()
    {
        var connection = new NpgsqlConnectionStringBuilder(await NewAsync(EarlierFixturesForTests.Sql() + "REVOKE ALL ON SCHEMA public FROM public"));
        var role = $"reader_{Guid.NewGuid():N}";
        await RunAsync(connection.ConnectionString, $"CREATE ROLE {role} LOGIN PASSWORD 'canary'");
        try
        {
            await AssertRefusedAsync(new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Username = role, Password = "canary" }.ConnectionString, 78, "no tables of the earlier service that this user may read");
        }
        finally
        {
            await RunAsync(connection.ConnectionString, $"DROP ROLE {role}");
        }

        connection.Database = "not_there";
        await AssertRefusedAsync(connection.ConnectionString, 78, "not_there", "3D000");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_may_be_tried_again()
    {
        using var port = ReservedPort.Choose();
        await AssertRefusedAsync($"postgres://gcd:canary@localhost:{port.Number}/gcd", 75, $"localhost:{port.Number}", "does not answer");
    }

    private static async Task AssertRefusedAsync(string connection, int exitCode, params string[] words)
    {
        var fault = await Assert.ThrowsAsync<EarlierDatabaseException>(async () => await EarlierDatabases.OpenAsync(connection, default));
        Assert.True(exitCode == fault.ExitCode, fault.Message);
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", fault.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> NewAsync(string sql)
    {
        var connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        await RunAsync(connection, sql);
        return connection;
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
