namespace Gcd.Infrastructure.Tokens;

/// <summary>One lock for each user, held while a grant is refreshed, saved or ended; and one for each exchange of a code.</summary>
internal interface IUserLocks
{
    /// <summary>Waits for the user's lock; disposing what comes back releases it.</summary>
    ValueTask<IAsyncDisposable> AcquireAsync(string googleSub, CancellationToken ct);

    /// <summary>The names of the locks held now, by anybody, that begin so.</summary>
    ValueTask<IReadOnlyList<string>> HeldAsync(string prefix, CancellationToken ct);

    /// <summary>Removes what holders that died have left; locks in memory died with them.</summary>
    ValueTask RemoveDeadAsync(CancellationToken ct) => ValueTask.CompletedTask;
}
