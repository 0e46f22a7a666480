using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>A database of a test's own on the tests' PostgreSQL.</summary>
internal sealed class PostgresStoreForTests(string connection) : IStoreForTests
{
    public string Key { get; } = IStoreForTests.NewKey();

    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["TOKEN_STORE"] = "postgres", ["POSTGRES_CONNECTION"] = connection };

    public string Connection => connection;

    public static async Task<IStoreForTests> MakeAsync() => new PostgresStoreForTests(await (await PostgresServer.SharedAsync()).NewDatabaseAsync());

    /// <summary>The same through a pooler in transaction mode, with nothing set for it.</summary>
    public static async Task<IStoreForTests> MakePooledAsync() => new PostgresStoreForTests(await (await PgBouncer.SharedAsync()).NewDatabaseAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
