using System.Diagnostics;
using Npgsql;

namespace Gcd.Tests.Fixtures;

/// <summary>A real PgBouncer in transaction mode in front of a PostgreSQL, for all its databases; reached by a Unix socket. It never outlives the process of the tests.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private const int Port = 6432;

    // Ends it and deletes the folder when nobody holds the other end of its input any more.
    private const string RunUntilEndOfInput =
        """
        exec 3<&0
        "$0" "$@" >/dev/null 2>&1 </dev/null 3<&- & pooler=$!
        (cat <&3 >/dev/null; kill -TERM $pooler 2>/dev/null; rm -rf "$FOLDER") &
        wait $pooler
        echo ended
        wait
        """;

    private static readonly Lazy<Task<PgBouncer>> Shared = new(async () => await StartAsync(await PostgresServer.SharedAsync()));
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-pgbouncer-");
    private readonly PostgresServer server;
    private Process? process;

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

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

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
            logfile = {Log}
            """);
        if (Environment.IsPrivilegedProcess)
        {
            // PgBouncer refuses to run as root.
            await Tool.RunAsync(Tool.Require("chown"), "-R", "postgres", folder.FullName);
        }

        var command = PostgresServer.AsUser("sh", "-c", RunUntilEndOfInput, Tool.Require("pgbouncer"), settings);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
        start.Environment["FOLDER"] = folder.FullName;
        process = Process.Start(start)!;
        var ended = process.StandardOutput.ReadLineAsync();
        await Eventually.TrueAsync(async () =>
        {
            Assert.False(ended.IsCompleted, $"PgBouncer ended: {(File.Exists(Log) ? await File.ReadAllTextAsync(Log) : string.Empty)}");
            return File.Exists(Path.Combine(folder.FullName, $".s.PGSQL.{Port}"));
        });
    }
}
