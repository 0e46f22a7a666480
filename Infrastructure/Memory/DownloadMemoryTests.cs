using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Memory;

public sealed class DownloadMemoryTests
{
    [Fact]
    public async Task As_many_downloads_run_at_once_as_half_of_the_budget_holds()
    {
        using var memory = new DownloadMemory(megabytes: 32, TimeProvider.System);
        var shares = new List<IDisposable>();
        for (var i = 0; i < 8; i++)
        {
            shares.Add(await memory.ReserveAsync(CancellationToken.None));
        }

        var ninth = memory.ReserveAsync(CancellationToken.None);
        Assert.False(ninth.IsCompleted);
        shares[0].Dispose();
        using var share = await ninth;
        shares.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Who_waits_for_memory_for_half_a_minute_is_refused()
    {
        using var memory = new DownloadMemory(megabytes: 32, new ImpatientTime());
        using var large = memory.TryTakeLarge();

        Assert.NotNull(large);
        Assert.Null(memory.TryTakeLarge());
        await Assert.ThrowsAsync<DownloadMemoryException>(() => memory.TakeLargeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Large_pages_keep_no_ordinary_download_waiting()
    {
        using var memory = new DownloadMemory(megabytes: 32, TimeProvider.System);
        using var large = memory.TryTakeLarge();
        var waiting = memory.TakeLargeAsync(CancellationToken.None);

        using var share = await memory.ReserveAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        large!.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task A_caller_that_leaves_waits_no_longer_and_takes_nothing()
    {
        using var memory = new DownloadMemory(megabytes: 32, TimeProvider.System);
        using var left = new CancellationTokenSource();
        var large = memory.TryTakeLarge();
        var waiting = memory.TakeLargeAsync(left.Token);
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        large!.Dispose();
        Assert.NotNull(memory.TryTakeLarge());
    }

    [Fact]
    public async Task Memory_that_is_given_back_twice_counts_once()
    {
        using var memory = new DownloadMemory(megabytes: 32, TimeProvider.System);
        var large = memory.TryTakeLarge()!;
        large.Dispose();
        large.Dispose();
        using var again = memory.TryTakeLarge();

        Assert.NotNull(again);
        Assert.Null(memory.TryTakeLarge());
        var share = await memory.ReserveAsync(CancellationToken.None);
        share.Dispose();
        share.Dispose();
    }
}
