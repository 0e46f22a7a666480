using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Makes Bearer tokens and recognises them.</summary>
internal sealed partial class AccessTokens(ITokenStore store, TokenHasher hasher, GcdSettings settings, TimeProvider time, ILogger<AccessTokens> logger)
{
    /// <summary>A new token for the user, and the row to store; the token itself is not kept anywhere.</summary>
    public (string Token, StoredToken Row) Create(string googleSub, string email)
    {
        var token = BearerToken.Create();
        var hash = hasher.Hash(token);
        // Rows keep milliseconds; the binding must cover what is read back.
        var created = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var expires = created + settings.AccessTokenLife.Max;
        return (token, new StoredToken
        {
            Hash = hash,
            UserEmail = email,
            CreatedAt = created,
            ExpiresAt = expires,
            Binding = hasher.Bind(TokenBinding.Row(hash, googleSub, created, expires)),
        });
    }

    /// <summary>The token's row and its owner, or null when it is malformed, unknown, over, or its row was tampered with.</summary>
    public async ValueTask<TokenWithUser?> FindAsync(string token, CancellationToken ct)
    {
        if (!BearerToken.IsWellFormed(token))
        {
            return null;
        }

        var found = await store.FindTokenAsync(hasher.Hash(token), ct);
        if (found is not { } known || AccessTokenLifeRule.IsOver(known.Token, time.GetUtcNow(), settings.AccessTokenLife.Idle))
        {
            return null;
        }

        var row = known.Token;
        if (!hasher.IsBound(TokenBinding.Row(row.Hash, known.User.GoogleSub, row.CreatedAt, row.ExpiresAt), row.Binding))
        {
            Log.RowRefused(logger, known.User.UserHash);
            return null;
        }

        return known with { Token = await TouchAsync(row, ct) };
    }

    private async ValueTask<StoredToken> TouchAsync(StoredToken row, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!AccessTokenLifeRule.IsToTouch(row, now))
        {
            return row;
        }

        try
        {
            await store.TouchTokenAsync(row.Hash, now, ct);
        }
        catch (StoreUnavailableException readOnly)
        {
            // A token that can be read still works while nothing can be written, such as on a full disk.
            Log.NotTouched(logger, readOnly.Message);
        }

        return row with { LastUsedAt = now };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Refused a row of access_tokens that does not belong to the user {UserHash} it names: the database was changed from outside Gcd", EventName = "TokenRowRefused")]
        public static partial void RowRefused(ILogger logger, string userHash);

        [LoggerMessage(2, LogLevel.Warning, "The time of a token's last use could not be saved: {Reason}", EventName = "TokenNotTouched")]
        public static partial void NotTouched(ILogger logger, string reason);
    }
}
