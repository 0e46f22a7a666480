using System.Threading.RateLimiting;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Download;

/// <summary>
/// LIMIT_DOWNLOADS_PER_USER and LIMIT_DOWNLOADS: how many downloads run at once. Nobody waits in a queue: a refused caller is told when
/// to come back, and Google is not asked. A person without a download is forgotten by the framework ten seconds later.
/// </summary>
internal sealed class DownloadPlaces(GcdSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<StoredUser>? ofPersons = settings.Limits.DownloadsPerUser is { } most
        ? PartitionedRateLimiter.Create<StoredUser, string>(user => RateLimitPartition.GetConcurrencyLimiter(user.GoogleSub, _ => AtOnce(most)))
        : null;

    private readonly ConcurrencyLimiter? ofInstance = settings.Limits.Downloads is { } most ? new(AtOnce(most)) : null;

    public DownloadPlace Take(StoredUser user)
    {
        // The person's own limit first, so that somebody who floods takes no place from others, not even for a moment.
        var person = ofPersons?.AttemptAcquire(user);
        if (person is { IsAcquired: false })
        {
            person.Dispose();
            return new DownloadPlace(null, null, DownloadProblems.TooManyOfPerson(settings.Limits.DownloadsPerUser!.Value));
        }

        var instance = ofInstance?.AttemptAcquire();
        if (instance is { IsAcquired: false })
        {
            instance.Dispose();
            person?.Dispose();
            return new DownloadPlace(null, null, DownloadProblems.Busy);
        }

        return new DownloadPlace(person, instance, Refusal: null);
    }

    public void Dispose()
    {
        ofPersons?.Dispose();
        ofInstance?.Dispose();
    }

    private static ConcurrencyLimiterOptions AtOnce(int most) => new() { PermitLimit = most, QueueLimit = 0 };
}
