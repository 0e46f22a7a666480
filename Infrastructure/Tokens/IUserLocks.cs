namespace Gcd.Infrastructure.Tokens;

/// <summary>One lock for each user, held while a grant is refreshed, saved or ended.</summary>
internal interface IUserLocks
{
    /// <summary>Waits for the user's lock; disposing what comes back releases it.</summary>
    ValueTask<IAsyncDisposable> AcquireAsync(string googleSub, CancellationToken ct);
}
