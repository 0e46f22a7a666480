using System.Globalization;
using Gcd.Sandbox.Host;
using Npgsql;

namespace Gcd.Tests.Fixtures;

/// <summary>A PostgreSQL and the Patroni that looks after it, at an address of their own, with the published configuration.</summary>
/// <param name="name">What Patroni calls it.</param>
/// <param name="address">Of loopback.</param>
/// <param name="folder">Belongs to the user of PostgreSQL; holds the configuration and the data.</param>
/// <param name="secret">The password of all.</param>
internal sealed class PatroniNode(string name, string address, string folder, string secret) : IAsyncDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri($"http://{address}:8008") };
    private Daemon? patroni;

    public string Name => name;

    public string Address => address;

    private string DataFolder => Path.Combine(folder, name);

    public async Task StartAsync() =>
        patroni ??= await Daemon.StartAsync(Path.Combine(folder, $"{name}.log"), "TERM", ownFolder: null, Environment(), Tool.Require("patroni"), Path.Combine(folder, "patroni.yml"));

    /// <summary>SIGKILL to PostgreSQL's main process, which Patroni notices.</summary>
    public void KillServer() => UnixSignal.Send(int.Parse(File.ReadLines(Path.Combine(DataFolder, "postmaster.pid")).First(), CultureInfo.InvariantCulture), UnixSignal.Kill);

    /// <summary>As when the machine loses its power: Patroni dies first, and nobody is left to notice.</summary>
    public async Task KillAsync()
    {
        patroni!.Kill();
        KillServer();
        await patroni.DisposeAsync();
        patroni = null;
    }

    /// <summary>What Patroni says of a member of the cluster; null while it does not know.</summary>
    public async Task<string?> RoleOfAsync(PatroniNode member)
    {
        try
        {
            var cluster = await (await http.GetAsync("/cluster")).ReadJsonAsync();
            return (string?)cluster["members"]!.AsArray().FirstOrDefault(one => (string?)one!["name"] == member.Name)?["role"];
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<bool> IsPrimaryAsync()
    {
        try
        {
            return await RunAsync("SELECT NOT pg_is_in_recovery()") is true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public async Task<object?> RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"Host={address};Username=postgres;Password={secret};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await (patroni?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["PATRONI_NAME"] = name,
        ["PATRONI_RESTAPI_LISTEN"] = $"{address}:8008",
        ["PATRONI_RESTAPI_CONNECT_ADDRESS"] = $"{address}:8008",
        ["PATRONI_POSTGRESQL_LISTEN"] = $"{address}:5432",
        ["PATRONI_POSTGRESQL_CONNECT_ADDRESS"] = $"{address}:5432",
        ["PATRONI_POSTGRESQL_DATA_DIR"] = DataFolder,
        ["PATRONI_POSTGRESQL_BIN_DIR"] = Path.GetDirectoryName(PostgresServer.Program("postgres"))!,
        ["PATRONI_POSTGRESQL_PGPASS"] = Path.Combine(folder, $"{name}.pgpass"),
        ["PATRONI_SUPERUSER_PASSWORD"] = secret,
        ["PATRONI_REPLICATION_PASSWORD"] = secret,
        ["PATRONI_REWIND_PASSWORD"] = secret,
    };
}
