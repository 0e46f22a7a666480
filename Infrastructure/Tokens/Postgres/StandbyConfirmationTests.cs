using Gcd.Infrastructure.Tokens.Sql;
using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class StandbyConfirmationTests
{
    /// <summary>The standby that commits wait for is away. When our patience ends the server reports success, for the commit is on its own disk.</summary>
    [SkippableFact]
    public async Task A_commit_that_no_standby_confirms_in_time_is_not_acknowledged()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        await using var database = new PostgresDatabase(await server.NewDatabaseAsync() + ";Command Timeout=1");
        await ChangeAsync("CREATE TABLE probe (a INT)");
        await server.RunAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await server.RunAsync("SELECT pg_reload_conf()");

        // The setting holds for commits a moment later.
        await Eventually.TrueAsync(async () => await IsRefusedAsync());

        await server.RunAsync("ALTER SYSTEM RESET synchronous_standby_names");
        await server.RunAsync("SELECT pg_reload_conf()");
        await Eventually.TrueAsync(async () => !await IsRefusedAsync());

        async Task<bool> IsRefusedAsync()
        {
            try
            {
                await ChangeAsync("INSERT INTO probe VALUES (1)");
                return false;
            }
            catch (StoreUnavailableException fault)
            {
                Assert.Contains("no standby confirmed", fault.Message, StringComparison.Ordinal);
                return true;
            }
        }

        async Task ChangeAsync(string sql) =>
            await database.WriteAsync(async session => new SqlChange<int>(await session.ExecuteAsync(sql, SqlValues.None, default)), default);
    }
}
