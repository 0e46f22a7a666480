namespace Gcd.Infrastructure.EarlierService;

/// <summary>The questions to the earlier service's tables, in the words of one database.</summary>
internal sealed class EarlierQueries(EarlierTables tables, IEarlierSource source)
{
    public const int Person = 0;
    public const int AccessToken = 1;
    public const int ExportToken = 2;

    // The earlier service took a row without one for Google's.
    private const string Provider = "coalesce(nullif(lower(trim(CAST(provider AS text))), ''), 'google')";

    // What Gcd has kept of the earlier service, as long as nobody has signed in.
    private const string Unclaimed = "google_sub IS NULL";

    private string TakenPeople => Taken(tables.People);

    public string CountPeople => $"SELECT count(DISTINCT user_email) FROM user_tokens WHERE {TakenPeople}";

    public IEnumerable<string> CountSecrets =>
        Secrets().Select(table => $"SELECT count(*) FROM {table.Name} WHERE {Taken(table)} AND user_email IN (SELECT user_email FROM user_tokens WHERE {TakenPeople})");

    public string CountWithoutAddress => $"SELECT count(*) FROM user_tokens WHERE NOT ({source.HasAddress}){(tables.IsGcds ? $" AND {Unclaimed}" : string.Empty)}";

    public IEnumerable<string> CountTokensWithoutAddress => tables.IsGcds ? [] : Secrets().Select(table => $"SELECT count(*) FROM {table.Name} WHERE NOT ({source.HasAddress})");

    /// <summary>Other providers, with the number of their rows.</summary>
    public IEnumerable<string> CountOthers =>
        from table in Secrets().Prepend(tables.People)
        where table.HasProvider
        select $"SELECT {Provider}, count(*) FROM {table.Name} WHERE {Provider} <> 'google' GROUP BY 1 ORDER BY 1";

    /// <summary>Address, kind and sealed value of each row; a person comes before what is theirs.</summary>
    public string Rows
    {
        get
        {
            // Of two rows of one address, the one that the earlier service itself would have found comes first.
            var rank = tables.People.HasProvider ? "CASE WHEN provider = 'google' THEN 0 ELSE 1 END" : "0";
            var parts = Secrets().Select(table => Part(table, table == tables.ExportTokens ? ExportToken : AccessToken, "0")).Prepend(Part(tables.People, Person, rank));
            return $"SELECT address, kind, sealed FROM ({string.Join(" UNION ALL ", parts)}) AS parts ORDER BY address {source.ByBytes}, kind, rank";
        }
    }

    private string Part(EarlierTable table, int kind, string rank) =>
        $"SELECT user_email AS address, {kind} AS kind, {rank} AS rank, {source.Sealed(table.Value)} AS sealed FROM {table.Name} WHERE {Taken(table)}";

    private string Taken(EarlierTable table)
    {
        var isGoogles = table.HasProvider ? $" AND {Provider} = 'google'" : string.Empty;
        var isUnclaimed = (tables.IsGcds, table == tables.People) switch
        {
            (false, _) => string.Empty,
            (true, true) => $" AND {Unclaimed}",
            (true, false) => $" AND user_email IN (SELECT user_email FROM user_tokens WHERE {Unclaimed})",
        };
        return source.HasAddress + isGoogles + isUnclaimed;
    }

    private IEnumerable<EarlierTable> Secrets() => tables.ExportTokens is { } exportTokens ? [tables.AccessTokens, exportTokens] : [tables.AccessTokens];
}
