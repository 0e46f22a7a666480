using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Gcd.Infrastructure.Memory;

/// <summary>
/// DOWNLOAD_MEMORY_MB: the memory that all downloads of the process together may hold of contacts. Half of it is for ordinary downloads, the
/// other half for pages that outgrow an ordinary one; so accounts with huge pages wait for each other, and other people do not wait for them.
/// Nothing that has a large page waits for memory, so nobody can wait for ever.
/// </summary>
internal sealed class DownloadMemory : IDisposable
{
    /// <summary>What a page may hold without a large buffer: a thousand contacts with all that the formats ask for.</summary>
    public const int OrdinaryPage = 1024 * 1024;

    /// <summary>What Google's largest page takes (see PeopleClient), and what a large buffer holds.</summary>
    public const int LargePage = 16 * 1024 * 1024;

    // One page, and one piece of the file.
    private const int OrdinaryDownload = 2 * OrdinaryPage;

    // Below that, what is held is not worth a collection.
    private const int WorthGivingBack = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly ConcurrencyLimiter ordinary;
    private readonly ConcurrencyLimiter large;
    private readonly ConcurrentBag<byte[]> free = [];
    private readonly TimeProvider time;
    private int running;
    private int rented;

    /// <param name="megabytes">The whole budget in MiB, at least 32.</param>
    /// <param name="time">The clock.</param>
    public DownloadMemory(int megabytes, TimeProvider time)
    {
        var half = megabytes * 1024L * 1024 / 2;
        ordinary = InOrderOfArrival((int)(half / OrdinaryDownload));
        large = InOrderOfArrival((int)(half / LargePage));
        this.time = time;
        Pool = NewPool();
    }

    /// <summary>Where ordinary buffers are rented; return them to the pool that they came from, for another one takes its place.</summary>
    public ArrayPool<byte> Pool { get; private set; }

    /// <summary>Room for one download, until it is disposed of.</summary>
    /// <exception cref="DownloadMemoryException">There was none for half a minute.</exception>
    public async Task<IDisposable> ReserveAsync(CancellationToken ct)
    {
        var lease = await AcquireAsync(ordinary, ct);
        Interlocked.Increment(ref running);
        return new Share(() =>
        {
            lease.Dispose();
            EndDownload();
        });
    }

    /// <summary>A large buffer, if one is free right now.</summary>
    public LargeBuffer? TryTakeLarge() => large.AttemptAcquire() is { IsAcquired: true } lease ? Take(lease) : null;

    /// <summary>A large buffer.</summary>
    /// <exception cref="DownloadMemoryException">There was none for half a minute.</exception>
    public async Task<LargeBuffer> TakeLargeAsync(CancellationToken ct) => Take(await AcquireAsync(large, ct));

    public void Dispose()
    {
        ordinary.Dispose();
        large.Dispose();
    }

    private LargeBuffer Take(RateLimitLease lease)
    {
        Interlocked.Increment(ref rented);
        var bytes = free.TryTake(out var kept) ? kept : GC.AllocateUninitializedArray<byte>(LargePage);
        return new LargeBuffer(bytes, () =>
        {
            free.Add(bytes);
            lease.Dispose();
        });
    }

    private async Task<RateLimitLease> AcquireAsync(ConcurrencyLimiter limiter, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            return await limiter.AcquireAsync(1, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new DownloadMemoryException();
        }
    }

    /// <summary>After the last of several downloads the memory goes back to the system; the collector alone would keep it for a long time.</summary>
    private void EndDownload()
    {
        Interlocked.Increment(ref rented);
        if (Interlocked.Decrement(ref running) == 0 && Interlocked.Exchange(ref rented, 0) >= WorthGivingBack)
        {
            free.Clear();
            Pool = NewPool();
            _ = Task.Run(static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
        }
    }

    private static ArrayPool<byte> NewPool() => ArrayPool<byte>.Create(OrdinaryPage, maxArraysPerBucket: 64);

    private static ConcurrencyLimiter InOrderOfArrival(int most) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = most,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private sealed class Share(Action giveBack) : IDisposable
    {
        private Action? giveBack = giveBack;

        public void Dispose() => Interlocked.Exchange(ref giveBack, null)?.Invoke();
    }
}
