using Gcd.Infrastructure.Google;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Ends tokens, and with a person's last one the credentials here and the grant at Google.</summary>
internal sealed partial class Revocation(ITokenStore store, GrantSealer sealer, GoogleOAuth google, IUserLocks locks, ExchangesInFlight exchanges, ILogger<Revocation> logger)
{
    /// <summary>Ends one token.</summary>
    public async Task<Revoked> RevokeAsync(StoredToken token, StoredUser user, CancellationToken ct)
    {
        RemovedToken removed;
        await using (await locks.AcquireAsync(user.GoogleSub, ct))
        {
            removed = await store.RemoveTokenAsync(token.Hash, ct);
        }

        return await EndAsync(removed.Existed, removed.Orphan);
    }

    /// <summary>Removes everything stored about a user, and ends the grant at Google.</summary>
    public async Task<Revoked> DisconnectAsync(StoredUser user, CancellationToken ct)
    {
        StoredUser? removed;
        await using (await locks.AcquireAsync(user.GoogleSub, ct))
        {
            removed = await store.RemoveUserAsync(user.GoogleSub, ct);
        }

        return await EndAsync(removed is not null, removed);
    }

    /// <summary>Ends the grant of a user who went with the last token; a sign-in at the same moment keeps it alive.</summary>
    /// <returns>False when it may still be alive though nobody uses it.</returns>
    public async Task<bool> ForgetAsync(StoredUser orphan, CancellationToken ct)
    {
        try
        {
            await exchanges.WhenOverAsync(ct);
            await using var held = await locks.AcquireAsync(orphan.GoogleSub, ct);
            return await store.FindUserBySubAsync(orphan.GoogleSub, ct) is not null || await RevokeAtGoogleAsync(orphan, ct);
        }
        catch (StoreUnavailableException away)
        {
            // Token and credentials are gone, so that the revocation has succeeded; nobody can tell whether the person has signed in since.
            Log.NotAsked(logger, orphan.UserHash, away.Message);
            return false;
        }
    }

    /// <summary>Not cancellable: the person asked for the end, and may hang up now.</summary>
    private async Task<Revoked> EndAsync(bool existed, StoredUser? orphan) =>
        new(existed, orphan is not null, orphan is not null && await ForgetAsync(orphan, CancellationToken.None));

    private async Task<bool> RevokeAtGoogleAsync(StoredUser orphan, CancellationToken ct)
    {
        if (orphan.State == GrantState.NeedsSignIn)
        {
            // Google ended it before.
            return true;
        }

        var isEnded = sealer.Open(orphan).Grant is { } grant && await google.RevokeAsync(grant.RefreshToken, ct);
        if (isEnded)
        {
            Log.Revoked(logger, orphan.UserHash);
        }
        else
        {
            Log.NotRevoked(logger, orphan.UserHash);
        }

        return isEnded;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The last token of {UserHash} is gone, so the grant was revoked at Google", EventName = "GrantRevoked")]
        public static partial void Revoked(ILogger logger, string userHash);

        [LoggerMessage(2, LogLevel.Warning, "The grant of {UserHash} was deleted here, but Google did not confirm its revocation. The person can revoke it at https://myaccount.google.com/permissions", EventName = "GrantNotRevoked")]
        public static partial void NotRevoked(ILogger logger, string userHash);

        [LoggerMessage(3, LogLevel.Warning, "The grant of {UserHash} was deleted here, but Google was not asked to revoke it: {Reason}. The person can revoke it at https://myaccount.google.com/permissions", EventName = "GrantNotAskedToEnd")]
        public static partial void NotAsked(ILogger logger, string userHash, string reason);
    }
}

/// <summary>What an end came to.</summary>
/// <param name="Existed">Whether what was to end was there.</param>
/// <param name="IsUserGone">Whether it was the person's last, so that everything stored went along.</param>
/// <param name="IsEndedAtGoogle">Whether Google confirmed the end of the grant, for a person who is gone.</param>
internal readonly record struct Revoked(bool Existed, bool IsUserGone, bool IsEndedAtGoogle);
