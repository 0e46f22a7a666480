using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gcd.Infrastructure.Tokens.Sql;
using Gcd.Tests.Fixtures;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

public sealed class PostgresServersTests
{
    /// <summary>A machine that is gone does not even refuse. Its connections get longer here than the test.</summary>
    [SkippableFact]
    public async Task A_machine_that_is_gone_is_not_waited_for_while_another_one_serves()
    {
        await using var place = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        using var gone = new Silence();
        var several = new NpgsqlConnectionStringBuilder(place.Connection) { Timeout = 1000 };
        several.Host = $"127.0.0.1:{gone.Port},{several.Host}";
        await using var database = new PostgresDatabase(several.ConnectionString);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(1, await AskAsync(database).WaitAsync(Patience.Limit));
        }
    }

    [SkippableFact]
    public async Task Where_no_server_answers_the_fault_names_all_of_them()
    {
        await using var database = new PostgresDatabase("Host=/nowhere/one,/nowhere/two:5433;Database=gcd;Username=gcd");

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(database));

        Assert.Contains("no server is the primary", fault.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/one:5432", fault.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/two:5433", fault.Message, StringComparison.Ordinal);
        Assert.True(PostgresFaults.IsAway(fault.InnerException));
    }

    [SkippableFact]
    public async Task A_server_that_refuses_the_user_is_told_as_such()
    {
        await using var place = (PostgresStoreForTests)await PostgresStoreForTests.MakeAsync();
        var several = new NpgsqlConnectionStringBuilder(place.Connection) { Database = "another" };
        several.Host += ",/nowhere";
        await using var database = new PostgresDatabase(several.ConnectionString);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(database));

        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, Assert.IsType<PostgresException>(fault.InnerException).SqlState);
    }

    /// <summary>PostgreSQL makes a primary a standby by a start, which ends its connections; an operator who sets it to read only ends none.</summary>
    [SkippableFact]
    public async Task A_server_that_only_reads_is_left_and_found_again_when_it_writes()
    {
        await using var server = await PostgresServer.StartAsync(isDurable: false);
        var several = new NpgsqlConnectionStringBuilder(await server.NewDatabaseAsync()) { TargetSessionAttributes = "read-write" };
        several.Host += ",/nowhere";
        await using var database = new PostgresDatabase(several.ConnectionString);
        await ChangeAsync("CREATE TABLE probe (a INT)");

        await SetReadOnlyAsync("on");
        await Eventually.TrueAsync(async () => !await WritesAsync());
        await SetReadOnlyAsync("off");
        await Eventually.TrueAsync(WritesAsync);

        async Task SetReadOnlyAsync(string value)
        {
            await server.RunAsync($"ALTER SYSTEM SET default_transaction_read_only = {value}");
            await server.RunAsync("SELECT pg_reload_conf()");
        }

        async Task<bool> WritesAsync()
        {
            try
            {
                await ChangeAsync("INSERT INTO probe VALUES (1)");
                return true;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        }

        async Task ChangeAsync(string sql) =>
            await database.WriteAsync(async session => new SqlChange<int>(await session.ExecuteAsync(sql, SqlValues.None, default)), default);
    }

    private static Task<long> AskAsync(PostgresDatabase database) => database.ReadAsync(session => session.NumberAsync("SELECT 1::bigint", SqlValues.None, default), default).AsTask();

    /// <summary>A port whose queue is full: the system drops every further packet that would open a connection.</summary>
    private sealed class Silence : IDisposable
    {
        private readonly List<Socket> sockets = [New()];

        public Silence()
        {
            sockets[0].Bind(new IPEndPoint(IPAddress.Loopback, 0));
            sockets[0].Listen(0);
            for (var i = 0; i < 4; i++)
            {
                var filler = New();
                filler.Blocking = false;
                try
                {
                    filler.Connect(sockets[0].LocalEndPoint!);
                }
                catch (SocketException)
                {
                    // Under way is all that is wanted.
                }

                sockets.Add(filler);
            }
        }

        public string Port => ((IPEndPoint)sockets[0].LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);

        public void Dispose() => sockets.ForEach(socket => socket.Dispose());

        private static Socket New() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    }
}
