using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Makes tokens of each kind and recognises them.</summary>
internal sealed partial class AccessTokens(ITokenStore store, TokenHasher hasher, GcdSettings settings, TimeProvider time, ILogger<AccessTokens> logger)
{
    /// <summary>A new token for the user, and the row to store; the token itself is not kept anywhere.</summary>
    public (string Token, StoredToken Row) Create(string googleSub, string email) => Create(googleSub, email, new NewToken());

    /// <inheritdoc cref="Create(string, string)"/>
    public (string Token, StoredToken Row) Create(string googleSub, string email, NewToken wanted)
    {
        var token = wanted.Kind == TokenKind.Link ? LinkSecret.Create() : BearerToken.Create();
        return (token, RowOf(token, googleSub, email, wanted));
    }

    /// <summary>The row of a secret that is there already; its life begins now.</summary>
    public StoredToken RowOf(string token, string googleSub, string email, NewToken wanted)
    {
        // Rows keep milliseconds; the binding must cover what is read back.
        var created = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var row = new StoredToken
        {
            Hash = hasher.Hash(token),
            UserEmail = email,
            CreatedAt = created,
            ExpiresAt = Earliest(created + wanted.Life, wanted.NotAfter, created + (wanted.Kind == TokenKind.Session ? AccessTokenLifeRule.SessionLife : settings.AccessTokenLife.Max)),
            Name = wanted.Name,
            Kind = wanted.Kind,
            Rights = wanted.Rights.ToText(),
            Binding = [],
        };
        return row with { Binding = hasher.Bind(TokenBinding.Row(row, googleSub)) };
    }

    /// <summary>The row of a secret and its owner, or null when it is malformed, unknown, of another kind, over, or its row was tampered with.</summary>
    public async ValueTask<TokenWithUser?> FindAsync(string token, TokenKind kind, CancellationToken ct)
    {
        if (!IsWellFormed(token, kind))
        {
            return null;
        }

        var found = await store.FindTokenAsync(hasher.Hash(token), ct);
        if (found is not { } known || AccessTokenLifeRule.IsOver(known.Token, time.GetUtcNow(), settings.AccessTokenLife.Idle))
        {
            return null;
        }

        if (!hasher.IsBound(TokenBinding.Row(known.Token, known.User.GoogleSub), known.Token.Binding))
        {
            Log.RowRefused(logger, known.User.UserHash);
            return null;
        }

        // After the binding, so that a kind that was changed from outside is told.
        return known.Token.Kind.AsSent() == kind ? known with { Token = await TouchAsync(known.Token, ct) } : null;
    }

    /// <summary>The tokens and links of a user that have not ended and were not changed from outside, the newest first.</summary>
    public async Task<IReadOnlyList<StoredToken>> ListAsync(StoredUser user, CancellationToken ct, params TokenKind[] kinds)
    {
        var now = time.GetUtcNow();
        return (await store.ReadTokensAsync(user.GoogleSub, ct))
            .Where(token => kinds.Contains(token.Kind.AsSent())
                && !AccessTokenLifeRule.IsOver(token, now, settings.AccessTokenLife.Idle)
                && hasher.IsBound(TokenBinding.Row(token, user.GoogleSub), token.Binding))
            .ToList();
    }

    /// <summary>Where nobody has one of the earlier service, its form is as wrong as any other.</summary>
    private bool IsWellFormed(string token, TokenKind kind) => kind switch
    {
        TokenKind.Link => LinkSecret.IsWellFormed(token) || (EarlierToken.IsWellFormed(token) && store.Counts.Links > 0),
        TokenKind.Access => BearerToken.IsWellFormed(token) || (EarlierToken.IsWellFormed(token) && store.Counts.EarlierTokens > 0),
        _ => BearerToken.IsWellFormed(token),
    };

    /// <summary>Null where none of them is an end.</summary>
    private static DateTimeOffset? Earliest(params DateTimeOffset?[] ends) => ends.Min();

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
