namespace Gcd.Infrastructure.EarlierService;

/// <summary>The earlier service's tables as they are in one database. Its versions name and have them differently.</summary>
internal sealed record EarlierTables
{
    public required EarlierTable People { get; init; }

    public required EarlierTable AccessTokens { get; init; }

    /// <summary>The later version's.</summary>
    public required EarlierTable? ExportTokens { get; init; }

    /// <summary>Whether Gcd has taken the file for its own; then only what nobody has signed in for since is the earlier service's.</summary>
    public required bool IsGcds { get; init; }

    /// <returns>Null where they are another program's.</returns>
    public static EarlierTables? Find(ILookup<string, EarlierColumn> tables)
    {
        var people = EarlierTable.Find(tables, "user_tokens", "token_data");
        var accessTokens = EarlierTable.Find(tables, "access_tokens", "access_token", "token");
        return people is null || accessTokens is null
            ? null
            : new EarlierTables
            {
                People = people,
                AccessTokens = accessTokens,
                ExportTokens = EarlierTable.Find(tables, "export_tokens", "export_token", "token"),
                IsGcds = tables.Contains("gcd_meta"),
            };
    }
}
