namespace Gcd.Infrastructure.Tokens;

/// <summary>How many rows a store has, or by how many a write changed them.</summary>
/// <param name="Users">People, whatever Google says of their grant.</param>
/// <param name="NeedSignIn">Those among them whose grant Google no longer accepts.</param>
/// <param name="AccessTokens">Tokens for the Authorization header.</param>
/// <param name="EarlierTokens">Those among them that the earlier service gave out.</param>
/// <param name="Links">Export links.</param>
/// <param name="Sessions">Browsers that are signed in.</param>
internal readonly record struct StoreCounts(long Users = 0, long NeedSignIn = 0, long AccessTokens = 0, long EarlierTokens = 0, long Links = 0, long Sessions = 0)
{
    /// <summary>Rows of <c>access_tokens</c>.</summary>
    public long Tokens => AccessTokens + Links + Sessions;

    public static StoreCounts operator +(StoreCounts a, StoreCounts b) =>
        new(a.Users + b.Users, a.NeedSignIn + b.NeedSignIn, a.AccessTokens + b.AccessTokens, a.EarlierTokens + b.EarlierTokens, a.Links + b.Links, a.Sessions + b.Sessions);

    public static StoreCounts operator -(StoreCounts a, StoreCounts b) =>
        new(a.Users - b.Users, a.NeedSignIn - b.NeedSignIn, a.AccessTokens - b.AccessTokens, a.EarlierTokens - b.EarlierTokens, a.Links - b.Links, a.Sessions - b.Sessions);

    public static StoreCounts Of(GrantState state) => new(Users: 1, NeedSignIn: state == GrantState.NeedsSignIn ? 1 : 0);

    public static StoreCounts Of(TokenKind kind, long count = 1) => kind switch
    {
        TokenKind.Earlier => new StoreCounts(AccessTokens: count, EarlierTokens: count),
        TokenKind.Link => new StoreCounts(Links: count),
        TokenKind.Session => new StoreCounts(Sessions: count),
        _ => new StoreCounts(AccessTokens: count),
    };

    public static StoreCounts Sum(IEnumerable<StoreCounts> counts) => counts.Aggregate(default(StoreCounts), (sum, one) => sum + one);
}
