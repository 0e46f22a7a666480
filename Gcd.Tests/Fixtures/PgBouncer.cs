using Npgsql;

namespace Gcd.Tests.Fixtures;

/// <summary>A real PgBouncer in transaction mode in front of a PostgreSQL, for all its databases; reached by a Unix socket. It never outlives the process of the tests.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const int Port = 6432;

    private static readonly Lazy<Task<PgBouncer>> Shared = new(async () => await StartAsync(await PostgresServer.SharedAsync()));
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-pgbouncer-");
    private readonly PostgresServer server;
    private Daemon? daemon;

    private PgBouncer(PostgresServer server) => this.server = server;

    private string Log => Path.Combine(folder.FullName, "log");

    /// <summary>One for all tests of a run, in front of the PostgreSQL that they share.</summary>
    public static Task<PgBouncer> SharedAsync() => Shared.Value;

    public static async Task<PgBouncer> StartAsync(PostgresServer server)
    {
        var pooler = new PgBouncer(server);
        await pooler.StartAsync();
        return pooler;
    }

    /// <summary>An empty database of a test's own; how to reach it through here.</summary>
    public async Task<string> NewDatabaseAsync() => Through(await server.NewDatabaseAsync());

    /// <param name="connection">How the server is reached directly.</param>
    public string Through(string connection) => new NpgsqlConnectionStringBuilder(connection) { Host = folder.FullName, Port = Port }.ConnectionString;

    public ValueTask DisposeAsync() => daemon?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task StartAsync()
    {
        var (settings, users) = (Path.Combine(folder.FullName, "pgbouncer.ini"), Path.Combine(folder.FullName, "users"));
        await File.WriteAllTextAsync(users, "\"gcd\" \"\"\n");
        // As docs/stores.md advises. Its connections are let go soon, for each test has a database of its own and the server has a limit.
        await File.WriteAllTextAsync(settings,
            $"""
            [databases]
            * = host={server.Folder}
            [pgbouncer]
            pool_mode = transaction
            default_pool_size = 20
            max_client_conn = 1000
            server_login_retry = 1
            query_wait_timeout = 10
            server_idle_timeout = 1
            listen_addr =
            listen_port = {Port}
            unix_socket_dir = {folder.FullName}
            auth_type = trust
            auth_file = {users}
            """);
        // It refuses to run as root, too.
        await PostgresServer.GiveAsync(folder.FullName);
        daemon = await Daemon.StartAsync(Log, "TERM", folder.FullName, environment: null, Tool.Require("pgbouncer"), settings);
        await Eventually.TrueAsync(async () =>
        {
            if (daemon.Ended.IsCompleted)
            {
                Assert.Fail($"PgBouncer ended: {await File.ReadAllTextAsync(Log)}");
            }

            return File.Exists(Path.Combine(folder.FullName, $".s.PGSQL.{Port}"));
        });
    }
}
