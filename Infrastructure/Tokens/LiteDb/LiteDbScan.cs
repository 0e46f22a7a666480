using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>Walks a collection in short, key-ordered batches: LiteDB's checkpoints, and with them every sign-in, wait for an open cursor.</summary>
internal static class LiteDbScan
{
    private const int BatchSize = 500;

    public static IEnumerable<string> EndedTokens(LiteDbConnection connection, DateTimeOffset now, TimeSpan? idleLife, CancellationToken ct)
    {
        var last = BsonValue.MinValue;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var batch = connection.Read(db => db.GetCollection(LiteDbRows.Tokens).Find(Query.GT("_id", last), limit: BatchSize).ToList());
            foreach (var token in batch.Select(LiteDbRows.ToToken).Where(token => AccessTokenLifeRule.IsOver(token, now, idleLife)))
            {
                yield return token.Hash;
            }

            if (batch.Count < BatchSize)
            {
                yield break;
            }

            last = batch[^1]["_id"];
        }
    }
}
