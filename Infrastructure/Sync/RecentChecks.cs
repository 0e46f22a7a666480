using Microsoft.Extensions.Caching.Memory;

namespace Gcd.Infrastructure.Sync;

/// <summary>
/// When Google last said that nothing changed. A person's programs that ask more than a few times a minute get the same answer for half a
/// minute without Google being asked, so that none uses up the person's quota of 90 reads a minute. Nothing of a contact is known here.
/// </summary>
internal sealed class RecentChecks(TimeProvider time) : IDisposable
{
    /// <summary>For how long Google's answer holds for who asks too often.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromSeconds(30);

    /// <summary>How often a minute Google is asked before that.</summary>
    public const int AskedFreely = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Some hundred bytes each.
    private const int MostPeople = 20_000;

    private readonly MemoryCache people = new(new MemoryCacheOptions { SizeLimit = MostPeople });

    /// <summary>Google said now that nothing changed since the sync point of this name.</summary>
    public void Keep(string googleSub, string name)
    {
        var known = people.GetOrCreate(googleSub, entry =>
        {
            entry.Size = 1;
            entry.SlidingExpiration = 2 * Minute;
            return new List<Check>();
        })!;
        lock (known)
        {
            Forget(known);
            known.Add(new Check(name, time.GetUtcNow()));
        }
    }

    /// <summary>Whether Google need not be asked again.</summary>
    public bool IsFresh(string googleSub, string name)
    {
        if (!people.TryGetValue(googleSub, out List<Check>? known))
        {
            return false;
        }

        lock (known!)
        {
            Forget(known);
            var now = time.GetUtcNow();
            return known.Count >= AskedFreely && known.Exists(check => check.Name == name && now - check.At < Holds);
        }
    }

    public void Dispose() => people.Dispose();

    // A clock that was set back forgets as well.
    private void Forget(List<Check> known)
    {
        var now = time.GetUtcNow();
        known.RemoveAll(check => now - check.At >= Minute || check.At > now);
    }

    private readonly record struct Check(string Name, DateTimeOffset At);
}
