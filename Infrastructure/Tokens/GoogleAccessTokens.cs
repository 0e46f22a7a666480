using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Google;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Gives a usable Google access token for a user, refreshed where it is due, one refresh at a time for a user.</summary>
internal sealed partial class GoogleAccessTokens(
    ITokenStore store,
    GrantSealer sealer,
    GoogleOAuth google,
    CredentialsFile credentials,
    SubjectFinder subjects,
    TokenHasher hasher,
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

    /// <summary>Refreshes whether or not it is due: Google's reply names the owner of the grant.</summary>
    /// <exception cref="GoogleFaultException">Google does not, and the kind says why.</exception>
    public Task RenewAsync(StoredUser user, CancellationToken ct) => RefreshAsync(user.GoogleSub, _ => true, ct);

    /// <summary>Whether an access token must be refreshed before the next page.</summary>
    public bool IsDue(GoogleAccess access) => access.RefreshAt <= time.GetUtcNow();

    private static GoogleAccess Access(Grant grant) => new(grant.AccessToken, grant.RefreshAt);

    private async Task<GoogleAccess> RefreshAsync(string googleSub, Func<GoogleAccess, bool> isNeeded, CancellationToken ct)
    {
        await using var held = await locks.AcquireAsync(googleSub, ct);
        while (true)
        {
            // Who held the lock before may have refreshed already, or the person has signed in again or left.
            var user = await store.FindUserBySubAsync(googleSub, ct) ?? throw Gone(googleSub);
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
        var sub = EarlierSubject.IsUnknown(user) ? await subjects.FindAsync(tokens, client, ct) : null;
        var changed = user with
        {
            GoogleSub = sub ?? user.GoogleSub,
            TokenData = sealer.Seal(sub is null ? refreshed : refreshed with { EarlierSub = null }, sub ?? user.GoogleSub),
            GrantedScopes = tokens.Scopes ?? user.GrantedScopes,
        };
        return await WriteAsync(user, changed) ? Access(refreshed) : null;
    }

    /// <summary>Makes a row that Google named nobody for the row of the subject who has its address, unless the earlier service's ID token names another.</summary>
    /// <param name="user">The row.</param>
    /// <param name="sub">Who has the address.</param>
    /// <param name="isAlive">Whether the address is enough where there is no ID token.</param>
    /// <param name="ct">Stops the work before it is written.</param>
    public async Task SettleByAddressAsync(StoredUser user, string sub, bool isAlive, CancellationToken ct)
    {
        await using var held = await locks.AcquireAsync(user.GoogleSub, ct);
        while (await store.FindUserBySubAsync(user.GoogleSub, ct) is { } known
            && sealer.Open(known).Grant is { } grant
            && (grant.EarlierSub is { } named ? named == sub : isAlive)
            && !await WriteAsync(known, known with { GoogleSub = sub, TokenData = sealer.Seal(grant with { EarlierSub = null }, sub) }))
        {
            // Somebody else wrote the row meanwhile.
        }
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
            changed = changed with { Version = read.Version + 1, UpdatedAt = time.GetUtcNow() };
            if (changed.GoogleSub == read.GoogleSub)
            {
                return await store.UpdateGrantAsync(changed, read.Version, CancellationToken.None);
            }

            await using var held = await locks.AcquireAsync(changed.GoogleSub, CancellationToken.None);
            var isWritten = await store.SettleSubjectAsync(read.GoogleSub, read.Version, changed, token => hasher.Bind(TokenBinding.Row(token, changed.GoogleSub)), CancellationToken.None);
            if (isWritten)
            {
                Log.Settled(logger, read.UserHash);
            }

            return isWritten;
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

    /// <summary>One whose subject became known while a request of theirs ran has another row now; the next request finds it.</summary>
    private static GoogleFaultException Gone(string googleSub) => EarlierSubject.Is(googleSub)
        ? new GoogleFaultException(GoogleFaultKind.Unavailable, "The person's row has just been renewed.")
        : Dead("The user is gone.");

    private static GoogleFaultException Dead(string message) => new(GoogleFaultKind.SignInAgain, message);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Google no longer accepts the grant of {UserHash}; this person has to sign in again", EventName = "GrantDead")]
        public static partial void Dead(ILogger logger, string userHash);

        [LoggerMessage(4, LogLevel.Information, "Google named the person of {UserHash}, whom the takeover knew by the address alone", EventName = "SubjectSettled")]
        public static partial void Settled(ILogger logger, string userHash);

        [LoggerMessage(2, LogLevel.Information, "The grant of {UserHash} could not be encrypted with the main key: {Reason}. Its next use or the reseal command tries again", EventName = "GrantNotResealed")]
        public static partial void NotResealed(ILogger logger, string userHash, string reason);

        [LoggerMessage(3, LogLevel.Warning, "Google's answer about the grant of {UserHash} could not be saved, so the next use asks again: {Reason}", EventName = "GrantNotWritten")]
        public static partial void NotWritten(ILogger logger, string userHash, string reason);
    }
}
