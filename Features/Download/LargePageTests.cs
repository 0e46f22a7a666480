using System.Net;
using Gcd.Infrastructure.Memory;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Gcd.Features.Download;

/// <summary>DOWNLOAD_MEMORY_MB, with memory for one large page at a time.</summary>
public sealed class LargePageTests
{
    private static readonly string Long = new('x', 2000);
    private static readonly (string, string) SmallBudget = ("DOWNLOAD_MEMORY_MB", "32");

    [Fact]
    public async Task A_page_that_outgrows_ordinary_memory_arrives_whole()
    {
        await using var world = await World.StartAsync(SmallBudget);
        var account = WithLargePage(world);

        using var reply = await world.GetAsync("/download?format=csv", await world.SignInAsync(account));
        var file = await reply.Content.ReadAsStringAsync();

        Assert.Equal(1000, file.Split("\r\n").Count(line => line.Contains(Long, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task While_another_download_holds_a_large_page_the_next_one_waits_and_ordinary_ones_do_not()
    {
        await using var world = await World.StartAsync(SmallBudget);
        var large = world.Services.GetRequiredService<DownloadMemory>().TryTakeLarge();
        var account = WithLargePage(world);
        var token = await world.SignInAsync(account);
        var waiting = world.GetAsync("/download", token);
        await Eventually.TrueAsync(() => Task.FromResult(world.Google.Requests.Connections.Any(page => page.Account == account.Email)));

        using var ordinary = await world.GetAsync("/download", await world.SignInAsync(world.NewAccount()));
        Assert.Equal(HttpStatusCode.OK, ordinary.StatusCode);
        Assert.False(waiting.IsCompleted);
        large!.Dispose();
        using var whole = await waiting;
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Contains(Long, await whole.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static SimulatedAccount WithLargePage(World world)
    {
        var account = world.NewAccount();
        account.ContactCount = 1000;
        account.ContactAt = index => new ContactBuilder($"c{index}").Name($"{Long} {index}").Build();
        return account;
    }
}
