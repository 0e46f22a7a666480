using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Searches for tokens whose life is over, in short batches: LiteDB's checkpoints, and with them every sign-in, wait for an open cursor.</summary>
internal static class LiteDbScan
{
    private const int BatchSize = 500;

    /// <summary>All that have expired, all sessions that are idle, and other idle tokens in some ranges.</summary>
    public static IEnumerable<string> EndedTokens(LiteDbConnection connection, DateTimeOffset now, TimeSpan? idleLife, IReadOnlyList<HashRange> idleAmong, CancellationToken ct) =>
        Expired(connection, now, ct)
            .Concat(IdleSessions(connection, now))
            .Concat(idleLife is null ? [] : idleAmong.SelectMany(range => InRange(connection, range, ct)).Where(token => AccessTokenLifeRule.IsOver(token, now, idleLife)).Select(token => token.Hash));

    /// <summary>Whoever gets them removes them; what stays for another reason is not found again.</summary>
    private static IEnumerable<string> Expired(LiteDbConnection connection, DateTimeOffset now, CancellationToken ct)
    {
        // Between, for null is less than every time.
        var query = Query.Between("expires_at", long.MinValue, LiteDbRows.FromTime(now));
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var isFull = true; isFull;)
        {
            ct.ThrowIfCancellationRequested();
            var batch = connection.Read(db => db.GetCollection(LiteDbRows.Tokens).Find(query, limit: BatchSize).Select(row => row["_id"].AsString).ToList());
            var fresh = batch.Where(found.Add).ToList();
            isFull = batch.Count == BatchSize && fresh.Count > 0;
            foreach (var hash in fresh)
            {
                yield return hash;
            }
        }
    }

    /// <summary>At once, for there are only those of a week.</summary>
    private static List<string> IdleSessions(LiteDbConnection connection, DateTimeOffset now) =>
        connection.Read(db => db.GetCollection(LiteDbRows.Tokens).Find(Query.EQ("kind", TokenKind.Session.Name())).Select(LiteDbRows.ToToken)
            .Where(token => AccessTokenLifeRule.IsOver(token, now, idleLife: null)).Select(token => token.Hash).ToList());

    private static IEnumerable<StoredToken> InRange(LiteDbConnection connection, HashRange range, CancellationToken ct)
    {
        BsonValue after = range.From;
        for (var isFull = true; isFull;)
        {
            ct.ThrowIfCancellationRequested();
            var last = after;
            var batch = connection.Read(db => db.GetCollection(LiteDbRows.Tokens).Find(Query.Between("_id", last, range.Before), limit: BatchSize + 1).Select(LiteDbRows.ToToken).ToList());
            isFull = batch.Count > BatchSize;
            foreach (var token in batch)
            {
                yield return token;
            }

            // The last one is read twice, for a range has no other beginning.
            after = isFull ? batch[^1].Hash : after;
        }
    }
}
