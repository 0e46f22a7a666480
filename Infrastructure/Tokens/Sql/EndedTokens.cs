namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>
/// A search for tokens whose life is over, by an index. Rows that the earlier service left belong to no subject: they stay
/// until their person signs in.
/// </summary>
internal sealed class EndedTokens
{
    public const int MostInABatch = 500;

    private const string Unused = "(t.last_used_at <= @used OR (t.last_used_at IS NULL AND t.created_at <= @created))";
    private readonly string condition;
    private readonly SqlValues values;

    private EndedTokens(string condition, params (string Name, object? Value)[] values) => (this.condition, this.values) = (condition, new SqlValues(values));

    /// <summary>All that have expired, all sessions that are idle, and other idle tokens in some ranges.</summary>
    public static IEnumerable<EndedTokens> Searches(DateTimeOffset now, TimeSpan? idleLife, IReadOnlyList<HashRange> idleAmong)
    {
        yield return new EndedTokens("t.expires_at <= @now", ("@now", now));

        // Written out as in the index of the kinds, or PostgreSQL would not know that it fits.
        var session = AccessTokenLifeRule.IdleSince(now, AccessTokenLifeRule.SessionIdleLife, areSessions: true);
        yield return new EndedTokens($"t.kind = '{TokenKind.Session.Name()}' AND t.kind <> 'access' AND {Unused}", ("@used", session.Used), ("@created", session.Created));

        if (idleLife is { } life)
        {
            var since = AccessTokenLifeRule.IdleSince(now, life, areSessions: false);
            foreach (var range in idleAmong)
            {
                yield return new EndedTokens(
                    $"t.access_token >= @from AND t.access_token < @before AND t.kind <> '{TokenKind.Session.Name()}' AND {Unused}",
                    ("@from", range.From), ("@before", range.Before), ("@used", since.Used), ("@created", since.Created));
            }
        }
    }

    /// <returns>Hashes; a full batch where there may be more.</returns>
    public ValueTask<IReadOnlyList<string>> ReadAsync(SqlSession session, CancellationToken ct) =>
        session.AllAsync(
            $"SELECT t.access_token FROM access_tokens t JOIN user_tokens u ON u.user_email = t.user_email WHERE {condition} AND u.google_sub IS NOT NULL LIMIT {MostInABatch}",
            values,
            row => row.Text(0),
            ct);
}
