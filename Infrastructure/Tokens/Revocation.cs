using Gcd.Infrastructure.Google;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Ends tokens, and with a person's last one the credentials here and the grant at Google.</summary>
internal sealed partial class Revocation(ITokenStore store, GrantSealer sealer, GoogleOAuth google, IUserLocks locks, ExchangesInFlight exchanges, ILogger<Revocation> logger)
{
    /// <summary>Ends one token.</summary>
    /// <returns>False when it was gone already.</returns>
    public async Task<bool> RevokeAsync(StoredToken token, StoredUser user, CancellationToken ct)
    {
        RemovedToken removed;
        await using (await locks.AcquireAsync(user.GoogleSub, ct))
        {
            removed = await store.RemoveTokenAsync(token.Hash, ct);
        }

        if (removed.Orphan is { } orphan)
        {
            // Not cancellable: the person asked for the end, and may hang up now.
            await ForgetAsync(orphan, CancellationToken.None);
        }

        return removed.Existed;
    }

    /// <summary>Removes everything stored about a user, and ends the grant at Google.</summary>
    /// <returns>False when the user was gone already.</returns>
    public async Task<bool> DisconnectAsync(StoredUser user, CancellationToken ct)
    {
        StoredUser? removed;
        await using (await locks.AcquireAsync(user.GoogleSub, ct))
        {
            removed = await store.RemoveUserAsync(user.GoogleSub, ct);
        }

        if (removed is { } orphan)
        {
            // Not cancellable: the person asked for the end, and may hang up now.
            await ForgetAsync(orphan, CancellationToken.None);
        }

        return removed is not null;
    }

    /// <summary>Ends the grant of a user who went with the last token; a sign-in at the same moment keeps it alive.</summary>
    public async Task ForgetAsync(StoredUser orphan, CancellationToken ct)
    {
        try
        {
            await exchanges.WhenOverAsync(ct);
            await using var held = await locks.AcquireAsync(orphan.GoogleSub, ct);
            if (await store.FindUserBySubAsync(orphan.GoogleSub, ct) is null)
            {
                await RevokeAtGoogleAsync(orphan, ct);
            }
        }
        catch (StoreUnavailableException away)
        {
            // Token and credentials are gone, so that the revocation has succeeded; nobody can tell whether the person has signed in since.
            Log.NotAsked(logger, orphan.UserHash, away.Message);
        }
    }

    private async Task RevokeAtGoogleAsync(StoredUser orphan, CancellationToken ct)
    {
        if (sealer.Open(orphan).Grant is not { } grant || orphan.State == GrantState.NeedsSignIn)
        {
            return;
        }

        if (await google.RevokeAsync(grant.RefreshToken, ct))
        {
            Log.Revoked(logger, orphan.UserHash);
        }
        else
        {
            Log.NotRevoked(logger, orphan.UserHash);
        }
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
