using Gcd.Infrastructure.Crypto;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>Rows as statements read and write them; the specification's columns first, then ours.</summary>
internal static class SqlRows
{
    public const string UserColumns =
        "u.user_email, u.user_hash, u.token_data, u.created_at, u.updated_at, u.google_sub, u.granted_scopes, u.client_id, u.state, u.version";

    public const string TokenColumns = "t.access_token, t.user_email, t.created_at, t.last_used_at, t.expires_at, t.name, t.binding, t.kind, t.rights";

    /// <summary>Small indexes of what is not the rule; the same text in each database.</summary>
    public static readonly string[] SmallIndexes =
    [
        "CREATE INDEX IF NOT EXISTS user_tokens_need_sign_in ON user_tokens (user_email) WHERE state = 'needs_sign_in'",
        "CREATE INDEX IF NOT EXISTS access_tokens_other_kinds ON access_tokens (kind) WHERE kind <> 'access'",
    ];

    /// <summary>By it the purge finds what has expired; the same text in each database.</summary>
    public const string ExpiryIndex = "CREATE INDEX IF NOT EXISTS access_tokens_expires_at ON access_tokens (expires_at) WHERE expires_at IS NOT NULL";

    /// <summary>Indexes of sync states; the same text in each database.</summary>
    public static readonly string[] SyncStateIndexes =
    [
        "CREATE INDEX IF NOT EXISTS sync_states_google_sub ON sync_states (google_sub)",
        "CREATE INDEX IF NOT EXISTS sync_states_keep_until ON sync_states (keep_until)",
    ];

    public const string InsertUser =
        """
        INSERT INTO user_tokens (user_email, user_hash, token_data, created_at, updated_at, google_sub, granted_scopes, client_id, state, version, key_id)
        VALUES (@email, @user_hash, @token_data, @created_at, @updated_at, @sub, @scopes, @client_id, @state, @version, @key_id)
        ON CONFLICT DO NOTHING
        """;

    public const string InsertToken =
        """
        INSERT INTO access_tokens (access_token, user_email, created_at, last_used_at, expires_at, name, binding, kind, rights)
        VALUES (@hash, @email, @created_at, @last_used_at, @expires_at, @name, @binding, @kind, @rights)
        """;

    public const string InsertUsedState = "INSERT INTO used_states (state_id, keep_until) VALUES (@id, @keep_until) ON CONFLICT DO NOTHING";

    public const string NeedsSignIn = "needs_sign_in";

    private const string Active = "active";

    public static SqlValues Of(StoredUser user) => new(
        ("@email", user.Email),
        ("@user_hash", user.UserHash),
        ("@token_data", user.TokenData),
        ("@created_at", user.CreatedAt),
        ("@updated_at", user.UpdatedAt),
        ("@sub", user.GoogleSub),
        ("@scopes", user.GrantedScopes),
        ("@client_id", user.ClientId),
        ("@state", user.State == GrantState.Active ? Active : NeedsSignIn),
        ("@version", user.Version),
        ("@key_id", KeyRing.ReadKeyId(user.TokenData)?.ToString()));

    public static SqlValues Of(StoredToken token) => new(
        ("@hash", token.Hash),
        ("@email", token.UserEmail),
        ("@created_at", token.CreatedAt),
        ("@last_used_at", token.LastUsedAt),
        ("@expires_at", token.ExpiresAt),
        ("@name", token.Name),
        ("@binding", token.Binding),
        ("@kind", token.Kind.Name()),
        ("@rights", token.Rights));

    public static SqlValues Of(UsedState state) => new(("@id", state.Id), ("@keep_until", state.KeepUntil));

    public static StoredUser ToUser(SqlRow row) => ToUser(row, first: 0);

    public static StoredToken ToToken(SqlRow row) => new()
    {
        Hash = row.Text(0),
        UserEmail = row.Text(1),
        CreatedAt = row.Time(2),
        LastUsedAt = row.TimeOrNull(3),
        ExpiresAt = row.TimeOrNull(4),
        Name = row.TextOrNull(5),
        Binding = row.Bytes(6),
        Kind = TokenKinds.Parse(row.Text(7)),
        Rights = row.TextOrNull(8),
    };

    /// <summary>A row of <see cref="TokenColumns"/> followed by <see cref="UserColumns"/>.</summary>
    public static TokenWithUser ToTokenWithUser(SqlRow row) => new(ToToken(row), ToUser(row, first: 9));

    public static UsedState ToUsedState(SqlRow row) => new(row.Text(0), row.Time(1));

    /// <summary>Tokens by kind.</summary>
    /// <param name="session">The database.</param>
    /// <param name="where">A condition with its WHERE, or nothing.</param>
    /// <param name="values">Its parameters.</param>
    /// <param name="ct">Stops the work.</param>
    public static async ValueTask<StoreCounts> CountTokensAsync(SqlSession session, string where, SqlValues values, CancellationToken ct) =>
        StoreCounts.Sum(await session.AllAsync(
            $"SELECT t.kind, count(*) FROM access_tokens t {where} GROUP BY t.kind",
            values,
            row => StoreCounts.Of(TokenKinds.Parse(row.Text(0)), row.Number(1)),
            ct));

    private static StoredUser ToUser(SqlRow row, int first) => new()
    {
        Email = row.Text(first),
        UserHash = row.Text(first + 1),
        TokenData = row.Bytes(first + 2),
        CreatedAt = row.Time(first + 3),
        UpdatedAt = row.Time(first + 4),
        GoogleSub = row.Text(first + 5),
        GrantedScopes = row.Text(first + 6),
        ClientId = row.Text(first + 7),
        State = row.Text(first + 8) == Active ? GrantState.Active : GrantState.NeedsSignIn,
        Version = row.Number(first + 9),
    };
}
