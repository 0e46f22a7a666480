using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.People;

/// <summary>Google's limits for each person; none unless a test sets it.</summary>
internal sealed class Quotas(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Sub, string Metric), Queue<DateTimeOffset>> taken = [];

    /// <summary>First pages of full reads with requestSyncToken. Google gives no number; this one counts for 24 hours.</summary>
    public int? FullSyncsPerDay { get; set; }

    /// <summary>Reads of contacts, by any method, within 60 seconds; 90 is what Google's console shows for new projects.</summary>
    public int? CriticalReadsPerMinute { get; set; }

    /// <returns>False after the refusal was written.</returns>
    public Task<bool> TakeFullSyncAsync(HttpContext context, SimulatedAccount account) =>
        TakeAsync(context, account, "FullSync", FullSyncsPerDay, TimeSpan.FromDays(1), "Resource has been exhausted (e.g. check quota).");

    /// <returns>False after the refusal was written.</returns>
    public Task<bool> TakeCriticalReadAsync(HttpContext context, SimulatedAccount account) =>
        TakeAsync(context, account, "CriticalReads", CriticalReadsPerMinute, TimeSpan.FromMinutes(1), GoogleError.CriticalReadsExceeded);

    private async Task<bool> TakeAsync(HttpContext context, SimulatedAccount account, string metric, int? most, TimeSpan window, string message)
    {
        if (Take((account.Sub, metric), most, window))
        {
            return true;
        }

        await GoogleError.WriteAsync(context, 429, message, "RATE_LIMIT_EXCEEDED");
        return false;
    }

    private bool Take((string Sub, string Metric) key, int? most, TimeSpan window)
    {
        lock (gate)
        {
            var times = taken.TryGetValue(key, out var known) ? known : taken[key] = new Queue<DateTimeOffset>();
            var now = time.GetUtcNow();
            while (times.TryPeek(out var first) && first + window <= now)
            {
                times.Dequeue();
            }

            if (times.Count >= (most ?? int.MaxValue))
            {
                return false;
            }

            if (most is not null)
            {
                times.Enqueue(now);
            }

            return true;
        }
    }
}
