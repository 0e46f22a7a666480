using Gcd.Tests.Structure;

namespace Gcd.Tests.Fixtures;

/// <summary>Two servers under Patroni, and one etcd. They listen at the ports of the published configuration, at addresses of loopback that nobody else uses.</summary>
internal sealed class PatroniPair : IFailoverPair
{
    private const string Secret = "a-password-of-the-tests";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-patroni-");
    private readonly string network = $"127.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(256)}";
    private readonly bool isMachineLost;
    private Daemon? etcd;
    private PatroniNode primary;
    private PatroniNode standby;

    private PatroniPair(bool isMachineLost)
    {
        this.isMachineLost = isMachineLost;
        (primary, standby) = (Node("db1", 11), Node("db2", 12));
        Connection = $"Host={primary.Address},{standby.Address};Username=gcd;Password={Secret};Database=gcd";
    }

    public string Connection { get; }

    /// <param name="isMachineLost">The primary's Patroni dies with it.</param>
    public static async Task<PatroniPair> StartAsync(bool isMachineLost)
    {
        var pair = new PatroniPair(isMachineLost);
        await pair.MakeAsync();
        return pair;
    }

    public async Task EndPrimaryAsync()
    {
        if (isMachineLost)
        {
            await primary.KillAsync();
        }
        else
        {
            primary.KillServer();
        }
    }

    public async Task TakeOverAsync()
    {
        (primary, standby) = (standby, primary);
        await Eventually.TrueAsync(primary.IsPrimaryAsync);
    }

    public async Task RejoinAsync()
    {
        await standby.StartAsync();
        await UntilSynchronousAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await standby.DisposeAsync();
        await primary.DisposeAsync();
        await (etcd?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Delete(recursive: true);
    }

    private PatroniNode Node(string name, int number) => new(name, $"{network}.{number}", folder.FullName, Secret);

    private async Task MakeAsync()
    {
        var published = Repository.Read("deploy/patroni/patroni.yml");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "patroni.yml"),
            published.Replace("10.0.0.21:2379,10.0.0.22:2379,10.0.0.23:2379", $"{network}.21:2379", StringComparison.Ordinal).Replace("10.0.0.0/24", "127.0.0.0/8", StringComparison.Ordinal));
        await PostgresServer.GiveAsync(folder.FullName);
        var (clients, peers) = ($"http://{network}.21:2379", $"http://{network}.21:2380");
        etcd = await Daemon.StartAsync(
            Path.Combine(folder.FullName, "etcd.log"), "TERM", ownFolder: null, environment: null, Tool.Require("etcd"), "--data-dir", Path.Combine(folder.FullName, "etcd"),
            "--listen-client-urls", clients, "--advertise-client-urls", clients, "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", $"default={peers}");
        await primary.StartAsync();
        // Whoever comes first makes the cluster.
        await Eventually.TrueAsync(primary.IsPrimaryAsync);
        await standby.StartAsync();
        await UntilSynchronousAsync();
        await primary.RunAsync($"CREATE ROLE gcd LOGIN PASSWORD '{Secret}'");
        await primary.RunAsync("CREATE DATABASE gcd OWNER gcd");
    }

    /// <summary>Patroni names a standby so when commits wait for it, and promotes no other.</summary>
    private Task UntilSynchronousAsync() => Eventually.TrueAsync(async () => await primary.RoleOfAsync(standby) == "sync_standby" && await primary.RoleOfAsync(primary) == "leader");
}
