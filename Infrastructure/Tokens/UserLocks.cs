namespace Gcd.Infrastructure.Tokens;

/// <summary>Locks within this process, each alive only while somebody holds or awaits it. Holds nothing of the user but the key.</summary>
internal sealed class UserLocks : IUserLocks
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    public async ValueTask<IAsyncDisposable> AcquireAsync(string googleSub, CancellationToken ct)
    {
        Entry entry;
        lock (entries)
        {
            if (!entries.TryGetValue(googleSub, out entry!))
            {
                entries[googleSub] = entry = new Entry();
            }

            entry.Users++;
        }

        try
        {
            await entry.Gate.WaitAsync(ct);
            return new Held(this, googleSub, entry);
        }
        catch
        {
            Leave(googleSub, entry);
            throw;
        }
    }

    public ValueTask<IReadOnlyList<string>> HeldAsync(string prefix, CancellationToken ct)
    {
        lock (entries)
        {
            return ValueTask.FromResult<IReadOnlyList<string>>([.. entries.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))]);
        }
    }

    private void Leave(string googleSub, Entry entry)
    {
        lock (entries)
        {
            if (--entry.Users == 0)
            {
                entries.Remove(googleSub);
                entry.Gate.Dispose();
            }
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Held(UserLocks locks, string googleSub, Entry entry) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            entry.Gate.Release();
            locks.Leave(googleSub, entry);
            return ValueTask.CompletedTask;
        }
    }
}
