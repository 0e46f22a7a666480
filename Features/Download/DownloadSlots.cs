using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Download;

/// <summary>
/// LIMIT_DOWNLOADS_PER_USER and LIMIT_DOWNLOADS: how many downloads run at once. Nobody waits in a queue: a refused caller is told when
/// to come back, and Google is not asked. A person without a download is forgotten by the framework ten seconds later.
/// </summary>
internal sealed class DownloadSlots(GcdSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<StoredUser>? ofPersons = settings.Limits.DownloadsPerUser is { } most
        ? PartitionedRateLimiter.Create<StoredUser, string>(user => RateLimitPartition.GetConcurrencyLimiter(user.GoogleSub, _ => AtOnce(most)))
        : null;

    private readonly ConcurrencyLimiter? ofInstance = settings.Limits.Downloads is { } most ? new(AtOnce(most)) : null;

    public bool TryTake(StoredUser user, [NotNullWhen(true)] out DownloadSlot? slot, [NotNullWhen(false)] out Problem? refusal)
    {
        slot = null;
        refusal = null;
        // The person's own limit first, so that somebody who floods takes no slot from others, not even for a moment.
        var person = ofPersons?.AttemptAcquire(user);
        if (person is { IsAcquired: false })
        {
            person.Dispose();
            refusal = DownloadProblems.TooManyOfPerson(settings.Limits.DownloadsPerUser!.Value);
            return false;
        }

        var instance = ofInstance?.AttemptAcquire();
        if (instance is { IsAcquired: false })
        {
            instance.Dispose();
            person?.Dispose();
            refusal = DownloadProblems.Busy;
            return false;
        }

        slot = new DownloadSlot(person, instance);
        return true;
    }

    public void Dispose()
    {
        ofPersons?.Dispose();
        ofInstance?.Dispose();
    }

    private static ConcurrencyLimiterOptions AtOnce(int most) => new() { PermitLimit = most, QueueLimit = 0 };
}
