using System.Globalization;
using Gcd.Tests.Fixtures;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>A database with so many rows that PostgreSQL has reason to use indexes, and knows it.</summary>
public sealed class FilledPostgresForTests : IAsyncLifetime
{
    private const string Fill =
        """
        INSERT INTO user_tokens (user_email, user_hash, token_data, google_sub, granted_scopes, client_id, state, version, key_id)
          SELECT 'p' || n || '@example.com', md5(n::text), decode(repeat('00', 400), 'hex'), n::text, 'openid', '1-a', CASE WHEN n % 50 = 0 THEN 'needs_sign_in' ELSE 'active' END, 1, NULL FROM generate_series(1, 20000) n;
        INSERT INTO access_tokens (access_token, user_email, created_at, last_used_at, expires_at, binding, kind)
          SELECT md5(n::text) || md5(n::text), 'p' || (n / 3 + 1) || '@example.com', now(), now(), now() + interval '1 year', decode(repeat('00', 32), 'hex'), CASE n % 20 WHEN 0 THEN 'link' WHEN 1 THEN 'session' ELSE 'access' END
          FROM generate_series(1, 59000) n;
        INSERT INTO used_states SELECT md5(n::text), now() + interval '10 minutes' FROM generate_series(1, 20000) n;
        INSERT INTO sync_states SELECT md5(n::text), (n / 3 + 1)::text, CASE n % 2 WHEN 0 THEN 'download' ELSE 'address_book' END, decode(repeat('00', 100), 'hex'), now(), now() + interval '7 days' FROM generate_series(1, 59000) n;
        INSERT INTO user_leases SELECT 'held-' || n, 'somebody', 1, now() + interval '1 hour' FROM generate_series(1, 20000) n;
        INSERT INTO row_counts VALUES (0, 20000, 400, 53100, 0, 2950, 2950);
        VACUUM ANALYZE;
        """;

    internal IStoreForTests Place { get; private set; } = null!;

    internal static (string Sub, string Email) Person(int number) => ($"{number}", $"p{number}@example.com");

    /// <summary>The hash of a token of the person with a third of the number.</summary>
    internal static string Token(int number)
    {
        // Not for safety: as the statement above makes them.
#pragma warning disable CA5351
        var half = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture))));
#pragma warning restore CA5351
        return half + half;
    }

    public async Task InitializeAsync()
    {
        Place = await PostgresStoreForTests.MakeAsync();
        await Place.Open().DisposeAsync();
        foreach (var statement in Fill.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await AskAsync(statement);
        }
    }

    public Task DisposeAsync() => Place.DisposeAsync().AsTask();

    internal async Task<object?> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Place.Variables["POSTGRES_CONNECTION"]!);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A connection's counters are there when its process has ended, a moment after it was closed.</summary>
    internal Task WaitForCountersAsync() => Eventually.TrueAsync(async () =>
        Equals(0L, await AskAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()")));
}
