using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Google;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Gives a usable Google access token for a user, refreshed where it is due, one refresh at a time for a user.</summary>
internal sealed partial class GoogleAccessTokens(
    ITokenStore store,
    GrantSealer sealer,
    GoogleOAuth google,
    CredentialsFile credentials,
    IUserLocks locks,
    GoogleMetrics metrics,
    TimeProvider time,
    ILogger<GoogleAccessTokens> logger)
{
    /// <summary>An access token that lives long enough for the next page.</summary>
    /// <exception cref="GoogleFaultException">None can be had; the kind says why.</exception>
    public async Task<GoogleAccess> OpenAsync(StoredUser user, CancellationToken ct)
    {
        var access = Access(Open(user));
        if (IsDue(access))
        {
            // What a refresh writes is under the main key.
            return await RefreshAsync(user.GoogleSub, IsDue, ct);
        }

        if (!sealer.IsUnderMainKey(user))
        {
            await ResealAsync(user, ct);
        }

        return access;
    }

    /// <summary>Another access token in place of one that Google rejected before its time.</summary>
    /// <exception cref="GoogleFaultException">None can be had; the kind says why.</exception>
    public Task<GoogleAccess> ReplaceAsync(StoredUser user, GoogleAccess rejected, CancellationToken ct) =>
        RefreshAsync(user.GoogleSub, access => access.Token == rejected.Token || IsDue(access), ct);

    /// <summary>Whether an access token must be refreshed before the next page.</summary>
    public bool IsDue(GoogleAccess access) => access.RefreshAt <= time.GetUtcNow();

    private static GoogleAccess Access(Grant grant) => new(grant.AccessToken, grant.RefreshAt);

    private async Task<GoogleAccess> RefreshAsync(string googleSub, Func<GoogleAccess, bool> isNeeded, CancellationToken ct)
    {
        await using var held = await locks.AcquireAsync(googleSub, ct);
        while (true)
        {
            // Who held the lock before may have refreshed already, or the person has signed in again or left.
            var user = await store.FindUserBySubAsync(googleSub, ct) ?? throw Dead("The user is gone.");
            var grant = Open(user);
            if (!isNeeded(Access(grant)))
            {
                return Access(grant);
            }

            if (await RefreshAsync(user, grant, ct) is { } access)
            {
                return access;
            }
        }
    }

    /// <returns>Null when somebody else wrote the row meanwhile.</returns>
    private async Task<GoogleAccess?> RefreshAsync(StoredUser user, Grant grant, CancellationToken ct)
    {
        var client = credentials.Require();
        if (client.ClientId != user.ClientId)
        {
            throw new GoogleFaultException(GoogleFaultKind.OtherClient, "The grant belongs to another OAuth client than the one in credentials.json.");
        }

        GoogleTokens tokens;
        try
        {
            tokens = await google.RefreshAsync(client, grant.RefreshToken, ct);
        }
        catch (GoogleFaultException fault) when (fault.Kind == GoogleFaultKind.SignInAgain)
        {
            if (!await WriteAsync(user, user with { State = GrantState.NeedsSignIn }))
            {
                return null;
            }

            metrics.CountDeadGrant();
            Log.Dead(logger, user.UserHash);
            throw;
        }

        var refreshed = grant with
        {
            AccessToken = tokens.AccessToken,
            RefreshAt = tokens.RefreshAt,
            RefreshToken = tokens.RefreshToken ?? grant.RefreshToken,
        };
        var written = await WriteAsync(user, user with { TokenData = sealer.Seal(refreshed, user.GoogleSub), GrantedScopes = tokens.Scopes ?? user.GrantedScopes });
        return written ? Access(refreshed) : null;
    }

    /// <summary>Seals a grant that is in use under the main key; the download goes on whether it succeeds or not.</summary>
    private async Task ResealAsync(StoredUser user, CancellationToken ct)
    {
        try
        {
            // Whoever refreshes this grant holds the lock: a write between would make it lose the refresh token that Google just gave.
            await using var held = await locks.AcquireAsync(user.GoogleSub, ct);
            if (sealer.Reseal(user) is { } changed && !await store.UpdateGrantAsync(changed, user.Version, ct))
            {
                Log.NotResealed(logger, user.UserHash, "the row was written meanwhile");
            }
        }
        catch (StoreUnavailableException away)
        {
            Log.NotResealed(logger, user.UserHash, away.Message);
        }
    }

    /// <summary>Not cancellable: what Google gave or said is written down even when the caller has left.</summary>
    /// <returns>False when somebody else wrote the row meanwhile. On a full disk nothing is written, and the caller goes on with what Google gave.</returns>
    private async ValueTask<bool> WriteAsync(StoredUser read, StoredUser changed)
    {
        try
        {
            return await store.UpdateGrantAsync(changed with { Version = read.Version + 1, UpdatedAt = time.GetUtcNow() }, read.Version, CancellationToken.None);
        }
        catch (StoreUnavailableException unavailable)
        {
            Log.NotWritten(logger, read.UserHash, unavailable.Message);
            return true;
        }
    }

    private Grant Open(StoredUser user)
    {
        if (user.State == GrantState.NeedsSignIn && IsSeenWithThisClient(user))
        {
            throw Dead("Google called the grant dead before.");
        }

        if (!GoogleScopes.AllowContacts(user.GrantedScopes))
        {
            throw new GoogleFaultException(GoogleFaultKind.ContactsScopeMissing, "The grant has no contacts scope.");
        }

        var (status, grant) = sealer.Open(user);
        return status switch
        {
            SealStatus.Opened => grant!,
            SealStatus.UnknownKey => throw new GoogleFaultException(
                GoogleFaultKind.SealedUnderOtherKey,
                $"A grant is sealed under the key {KeyRing.ReadKeyId(user.TokenData)}, which is not configured. Add it to GOOGLE_ENCRYPTION_KEYS_ACCEPTED."),
            _ => throw Dead("The stored grant is damaged or was moved from another row."),
        };
    }

    /// <summary>A dead mark holds for the client that it was seen with; under another one Gcd does not know.</summary>
    private bool IsSeenWithThisClient(StoredUser user) => credentials.Read().Client is not { } client || client.ClientId == user.ClientId;

    private static GoogleFaultException Dead(string message) => new(GoogleFaultKind.SignInAgain, message);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Google no longer accepts the grant of {UserHash}; this person has to sign in again", EventName = "GrantDead")]
        public static partial void Dead(ILogger logger, string userHash);

        [LoggerMessage(2, LogLevel.Information, "The grant of {UserHash} could not be encrypted with the main key: {Reason}. Its next use or the reseal command tries again", EventName = "GrantNotResealed")]
        public static partial void NotResealed(ILogger logger, string userHash, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Google's answer about the grant of {UserHash} could not be saved, so the next use asks again: {Reason}", EventName = "GrantNotWritten")]
        public static partial void NotWritten(ILogger logger, string userHash, string reason);
    }
}
