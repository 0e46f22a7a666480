using System.Net;
using Gcd.Tests.Proxies;

namespace Gcd.Tests.Instances;

/// <summary>Three instances behind a published proxy, killed and replaced one after the other under load; then looks for everything that was acknowledged.</summary>
internal static class InstanceKillsRun
{
    private const int Instances = 3;

    // The proxy may have sent none of the downloads to the one that is to die; then it dies without.
    private const int MostHolds = 5;

    // As many more until a download broke, without which the run shows little.
    private const int MostFurtherKills = 30;

    /// <param name="kills">How often.</param>
    /// <param name="proxy">haproxy or nginx.</param>
    public static async Task<InstanceKillsOutcome> RunAsync(int kills, string proxy)
    {
        await using var instances = await InstancesUnderTest.StartAsync(count: Instances);
        await using var front = await PublishedFront.StartAsync(proxy, instances.Folder, [.. instances.All.Select(instance => instance.Address)]);
        var ledger = new InstanceKillsLedger();
        await using var downloads = await HeldDownloads.StartAsync(instances, front, ledger);
        await using var load = new InstanceKillsLoad(instances, front, ledger);
        for (var kill = 0; kill < kills || (ledger.PartialDownloads == 0 && kill < kills + MostFurtherKills); kill++)
        {
            await load.WorkAsync();
            var victim = instances.All[kill % Instances];
            for (var holds = 0; holds < MostHolds && !await downloads.HoldAsync(victim); holds++)
            {
                downloads.Release();
            }

            var begun = TimeProvider.System.GetTimestamp();
            await victim.KillAsync();
            ledger.NoteKill(begun, TimeProvider.System.GetTimestamp());
            downloads.Release();
            await victim.StartAsync();
        }

        await load.WorkAsync();
        await load.EndAsync();
        await downloads.EndAsync();
        return new InstanceKillsOutcome(
            proxy,
            ledger,
            await CountAsync(instances, ledger.Tokens.Given, HttpStatusCode.OK),
            await CountAsync(instances, ledger.Tokens.Revoked, HttpStatusCode.Unauthorized));
    }

    /// <summary>The tokens that are not as they should be at one of the instances.</summary>
    private static async Task<int> CountAsync(InstancesUnderTest instances, IReadOnlyList<string> tokens, HttpStatusCode right)
    {
        var count = 0;
        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (token, _) =>
        {
            var statuses = await Task.WhenAll(instances.All.Select(instance => instance.StatusAsync("/me", token)));
            Interlocked.Add(ref count, statuses.All(status => status == right) ? 0 : 1);
        });
        return count;
    }
}
