using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>A database of a test's own on the tests' PostgreSQL.</summary>
internal sealed class PostgresStoreForTests(string connection) : IStoreForTests
{
    public string Key { get; } = IStoreForTests.NewKey();

    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["TOKEN_STORE"] = "postgres", ["POSTGRES_CONNECTION"] = connection };

    public string Connection => connection;

    public static async Task<IStoreForTests> MakeAsync()
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var source = NpgsqlDataSource.Create("Host=/tmp/mypg;Username=gcd;Database=postgres");
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return new PostgresStoreForTests($"Host=/tmp/mypg;Username=gcd;Database={name}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
