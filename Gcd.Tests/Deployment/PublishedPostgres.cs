using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;
using Npgsql;

namespace Gcd.Tests.Deployment;

/// <summary>One of the two servers of compose.cluster.yml without its container: deploy/postgres.sh on this machine's PostgreSQL.</summary>
/// <param name="begins">Whether it may make a new database, as the first of the two.</param>
/// <param name="address">Of loopback.</param>
/// <param name="peer">The other one's.</param>
/// <param name="port">Of both.</param>
internal sealed class PublishedPostgres(bool begins, string address, string peer, int port) : IAsyncDisposable
{
    /// <summary>What the image's own entry point does: a new database where there is none, with a user that has a password, then the server.</summary>
    private const string EntryPoint =
        """
        #!/usr/bin/env bash
        set -eu
        if [ ! -e "$PGDATA/PG_VERSION" ]; then
          initdb -D "$PGDATA" -U "$POSTGRES_USER" --auth-local=trust --auth-host=scram-sha-256 --pwfile=<(echo "$POSTGRES_PASSWORD") --no-sync
          echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
          echo "CREATE DATABASE $POSTGRES_DB" | postgres --single -F -D "$PGDATA" postgres
        fi
        chmod 700 "$PGDATA"
        exec "$@" -c listen_addresses="$ADDRESS" -c unix_socket_directories="$PGHOST" -c fsync=off
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-published-pg-");
    private Daemon? server;

    /// <summary>How it is started, with data or without.</summary>
    public string Start => begins ? "begin" : "follow";

    private string Script => Path.Combine(folder.FullName, "postgres.sh");

    private string Data => Path.Combine(folder.FullName, "data");

    public async Task StartAsync()
    {
        if (!File.Exists(Script))
        {
            var written = folder.CreateSubdirectory("written");
            var entryPoint = Path.Combine(written.FullName, "docker-entrypoint.sh");
            await File.WriteAllTextAsync(entryPoint, EntryPoint);
            await Tool.RunAsync(Tool.Require("chmod"), "+x", entryPoint);
            Executables.CopyTo(folder.FullName, [entryPoint, Repository.PathOf("deploy/postgres.sh")]);
            await PostgresServer.GiveAsync(folder.FullName);
        }

        server = await Daemon.StartAsync(Path.Combine(folder.FullName, "log"), "TERM", ownFolder: null, Environment(), "bash", Script, Start);
    }

    /// <summary>Runs the script beside the server, as `podman exec` does.</summary>
    public Task<(int ExitCode, string Output, string Errors)> RunAsync(string command)
    {
        var whole = PostgresServer.AsUser(["env", .. Environment().Select(variable => $"{variable.Key}={variable.Value}"), "bash", Script, command]);
        return Tool.RunAsync(whole[0], whole[1..]);
    }

    /// <summary>Until it succeeds, as deploy.sh does.</summary>
    public Task UntilDoneAsync(string command) => Eventually.TrueAsync(async () => (await RunAsync(command)).ExitCode == 0);

    public async Task<string?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"Host={folder.FullName};Port={port};Username=gcd;Database=gcd;Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        // The script has become the server.
        server!.Kill();
        await server.DisposeAsync();
        server = null;
    }

    /// <summary>As when its volume is removed.</summary>
    public async Task LoseDataAsync() => await Tool.RunAsync(Tool.Require("rm"), "-rf", Data);

    public async ValueTask DisposeAsync()
    {
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Delete(recursive: true);
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["PATH"] = $"{folder.FullName}:{Path.GetDirectoryName(PostgresServer.Program("postgres"))}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["ADDRESS"] = address,
        ["PGDATA"] = Data,
        ["PGHOST"] = folder.FullName,
        ["PGPORT"] = $"{port}",
        ["POSTGRES_DB"] = "gcd",
        ["POSTGRES_USER"] = "gcd",
        ["POSTGRES_PASSWORD"] = "a-password",
        // With what has a meaning in a password file.
        ["POSTGRES_REPLICATION_PASSWORD"] = @"an:other\password",
        ["POSTGRES_PASSFILE"] = Path.Combine(folder.FullName, "passwords"),
        ["POSTGRES_PEER"] = peer,
    };
}
