using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Rows as LiteDB documents. Names are the specification's columns; LiteDB calls every primary key <c>_id</c>.</summary>
internal static class LiteDbRows
{
    public const string Users = "user_tokens";
    public const string Tokens = "access_tokens";
    public const string UsedStates = "used_states";
    public const string NeedsSignIn = "needs_sign_in";

    public static BsonDocument FromUser(StoredUser user) => new()
    {
        ["_id"] = user.Email,
        ["user_hash"] = user.UserHash,
        ["token_data"] = user.TokenData,
        ["created_at"] = FromTime(user.CreatedAt),
        ["updated_at"] = FromTime(user.UpdatedAt),
        ["google_sub"] = user.GoogleSub,
        ["granted_scopes"] = user.GrantedScopes,
        ["client_id"] = user.ClientId,
        ["state"] = user.State == GrantState.Active ? "active" : NeedsSignIn,
        ["version"] = user.Version,
        [LiteDbKeyIds.Column] = LiteDbKeyIds.Of(user),
    };

    public static StoredUser ToUser(BsonDocument row) => new()
    {
        Email = row["_id"].AsString,
        UserHash = row["user_hash"].AsString,
        TokenData = row["token_data"].AsBinary,
        CreatedAt = ToTime(row["created_at"]),
        UpdatedAt = ToTime(row["updated_at"]),
        GoogleSub = row["google_sub"].AsString,
        GrantedScopes = row["granted_scopes"].AsString,
        ClientId = row["client_id"].AsString,
        State = row["state"].AsString == NeedsSignIn ? GrantState.NeedsSignIn : GrantState.Active,
        Version = row["version"].AsInt64,
    };

    public static BsonDocument FromToken(StoredToken token) => new()
    {
        ["_id"] = token.Hash,
        ["user_email"] = token.UserEmail,
        ["created_at"] = FromTime(token.CreatedAt),
        ["last_used_at"] = FromTime(token.LastUsedAt),
        ["expires_at"] = FromTime(token.ExpiresAt),
        ["name"] = token.Name,
        ["binding"] = token.Binding,
        ["kind"] = token.Kind.Name(),
        ["rights"] = token.Rights,
    };

    public static StoredToken ToToken(BsonDocument row) => new()
    {
        Hash = row["_id"].AsString,
        UserEmail = row["user_email"].AsString,
        CreatedAt = ToTime(row["created_at"]),
        LastUsedAt = ToTimeOrNull(row["last_used_at"]),
        ExpiresAt = ToTimeOrNull(row["expires_at"]),
        Name = row["name"].IsNull ? null : row["name"].AsString,
        Binding = row["binding"].AsBinary,
        // Rows of before have neither.
        Kind = row["kind"].IsNull ? TokenKind.Access : TokenKinds.Parse(row["kind"].AsString),
        Rights = row["rights"].IsNull ? null : row["rights"].AsString,
    };

    public static BsonDocument FromUsedState(UsedState state) => new() { ["_id"] = state.Id, ["keep_until"] = FromTime(state.KeepUntil) };

    public static UsedState ToUsedState(BsonDocument row) => new(row["_id"].AsString, ToTime(row["keep_until"]));

    // Milliseconds since 1970: LiteDB reads its own dates back in local time.
    public static BsonValue FromTime(DateTimeOffset? time) => time is { } value ? new BsonValue(value.ToUnixTimeMilliseconds()) : BsonValue.Null;

    public static DateTimeOffset ToTime(BsonValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsInt64);

    private static DateTimeOffset? ToTimeOrNull(BsonValue value) => value.IsNull ? null : ToTime(value);
}
