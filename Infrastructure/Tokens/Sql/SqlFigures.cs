namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>
/// How many rows there are and how large the database is. Counted once at the start; this process's own writes are added
/// as they happen, and what other processes wrote is counted again in the background, at most twice a minute and only
/// when somebody asks.
/// </summary>
internal sealed class SqlFigures
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private readonly ISqlDatabase database;
    private readonly Lock changing = new();
    private StoreCounts counts;
    private long size;
    private long countedAt;
    private Task counting = Task.CompletedTask;

    private SqlFigures(ISqlDatabase database) => this.database = database;

    public StoreCounts Counts
    {
        get
        {
            lock (changing)
            {
                CountAgainWhereOld();
                return counts;
            }
        }
    }

    public long SizeInBytes
    {
        get
        {
            lock (changing)
            {
                CountAgainWhereOld();
                return size;
            }
        }
    }

    public static async ValueTask<SqlFigures> CountAsync(ISqlDatabase database, CancellationToken ct)
    {
        var figures = new SqlFigures(database);
        await figures.CountAsync(isCounted: true, ct);
        return figures;
    }

    public void Add(StoreCounts change)
    {
        lock (changing)
        {
            counts += change;
        }
    }

    private void CountAgainWhereOld()
    {
        if (counting.IsCompleted && Environment.TickCount64 - countedAt > Every.TotalMilliseconds)
        {
            counting = TryCountAsync();
        }
    }

    private async Task TryCountAsync()
    {
        // The caller holds the lock, and waits for nothing.
        await Task.Yield();
        try
        {
            await CountAsync(database.IsShared, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // The figures of before stay; /health tells that the store is away.
        }
        finally
        {
            // Whatever went wrong: not again at every call.
            countedAt = Environment.TickCount64;
        }
    }

    private async ValueTask CountAsync(bool isCounted, CancellationToken ct)
    {
        var counted = isCounted ? await database.ReadAsync(session => ReadCountsAsync(session, ct), ct) : (StoreCounts?)null;
        var measured = await database.MeasureAsync(ct);
        lock (changing)
        {
            counts = counted ?? counts;
            size = measured;
            countedAt = Environment.TickCount64;
        }
    }

    private static async ValueTask<StoreCounts> ReadCountsAsync(SqlSession session, CancellationToken ct)
    {
        // The conditions are those of two small indexes; most people's grants are alive, and most tokens are access tokens.
        var others = await SqlRows.CountTokensAsync(session, "WHERE t.kind <> 'access'", SqlValues.None, ct);
        return others + new StoreCounts(
            Users: await session.NumberAsync("SELECT count(*) FROM user_tokens", SqlValues.None, ct),
            NeedSignIn: await session.NumberAsync("SELECT count(*) FROM user_tokens WHERE state = 'needs_sign_in'", SqlValues.None, ct),
            AccessTokens: await session.NumberAsync("SELECT count(*) FROM access_tokens", SqlValues.None, ct) - others.Tokens);
    }
}
