using Gcd.Infrastructure.EarlierService;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Postgres;
using Gcd.Tests.Fixtures;
using Npgsql;

namespace Gcd.Infrastructure.Commands;

public sealed class PostgresTakeoverTests : TakeoverContractTests
{
    [SkippableFact]
    public async Task The_later_versions_own_PostgreSQL_is_taken_over_from_its_connection()
    {
        var connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(connection))
        {
            await using var command = source.CreateCommand(EarlierFixturesForTests.Sql());
            await command.ExecuteNonQueryAsync();
        }

        var settings = Place.Settings();
        var report = await TakeoverCommand.RunAsync(settings with { Encryption = settings.Encryption with { EarlierKey = EarlierDatabaseForTests.Key } }, connection, isDryRun: false, _ => Task.CompletedTask, default);

        var people = EarlierFixturesForTests.Expected()["later.sql"].People.Where(person => person.AccessTokens.Count + person.ExportTokens.Count > 0).ToList();
        Assert.Contains($"{people.Count} people with {people.Sum(person => person.AccessTokens.Count)} tokens", report, StringComparison.Ordinal);
        await using var opened = Place.Open();
        Assert.Equal(people.Count, opened.Store.Counts.Users);
        Assert.Equal(people.Sum(person => person.ExportTokens.Count), opened.Store.Counts.Links);
    }

    private protected override Task<IStoreForTests> MakeAsync() => PostgresStoreForTests.MakeAsync();
}
