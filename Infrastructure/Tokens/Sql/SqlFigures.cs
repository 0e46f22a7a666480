namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>
/// How many rows there are and how large the database is, read at the start. This process's own writes are added
/// as they happen, and what other processes wrote is read in the background, at most twice a minute and only
/// when somebody asks.
/// </summary>
internal sealed class SqlFigures
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    // Then what others wrote counts more than a write of ours that may be counted twice or not at all until the next time.
    private const int MostDoubts = 5;

    private readonly ISqlDatabase database;
    private readonly Lock changing = new();
    private StoreCounts counts;
    private long size;
    private long readAt;
    private Task reading = Task.CompletedTask;
    private long writesBegun;
    private long writesEnded;
    private int doubts;

    private SqlFigures(ISqlDatabase database) => this.database = database;

    public StoreCounts Counts
    {
        get
        {
            lock (changing)
            {
                ReadAgainWhereOld();
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
                ReadAgainWhereOld();
                return size;
            }
        }
    }

    public static async ValueTask<SqlFigures> ReadAsync(ISqlDatabase database, CancellationToken ct)
    {
        var figures = new SqlFigures(database);
        await figures.ReadAsync(areCountsOld: true, ct);
        return figures;
    }

    /// <summary>One transaction, in which the counts follow its rows.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<SqlSession, ValueTask<SqlChange<T>>> work, CancellationToken ct)
    {
        lock (changing)
        {
            writesBegun++;
        }

        var counted = default(StoreCounts);
        try
        {
            var done = await database.WriteAsync(
                async session =>
                {
                    var change = await work(session);
                    if (!change.IsNothing && change.Counts != default)
                    {
                        await SqlRowCounts.AddAsync(session, change.Counts, database.IsShared, ct);
                    }

                    return change;
                },
                ct);
            counted = done.Counts;
            return done.Result;
        }
        finally
        {
            lock (changing)
            {
                counts += counted;
                writesEnded++;
            }
        }
    }

    /// <summary>Counts every row, and corrects the counts where rows were changed past Gcd.</summary>
    public async ValueTask CorrectAsync(CancellationToken ct)
    {
        await database.WriteAsync(
            async session =>
            {
                session.IsForLong = true;
                try
                {
                    return new SqlChange<StoreCounts>(await SqlRowCounts.CorrectAsync(session, database.IsShared, ct));
                }
                finally
                {
                    // SQLite keeps the session.
                    session.IsForLong = false;
                }
            },
            ct);
        await ReadAsync(areCountsOld: true, ct);
    }

    private void ReadAgainWhereOld()
    {
        if (reading.IsCompleted && Environment.TickCount64 - readAt > Every.TotalMilliseconds)
        {
            reading = TryReadAsync();
        }
    }

    private async Task TryReadAsync()
    {
        // The caller holds the lock, and waits for nothing.
        await Task.Yield();
        var isDoubtful = false;
        try
        {
            isDoubtful = await ReadAsync(database.IsShared, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // The figures of before stay; /health tells that the store is away.
        }
        finally
        {
            // Whatever went wrong: not again at every call.
            readAt = Environment.TickCount64 - (isDoubtful ? (long)(Every - Soon).TotalMilliseconds : 0);
        }
    }

    /// <returns>Whether what was read does not count, for a write of ours was under way.</returns>
    private async ValueTask<bool> ReadAsync(bool areCountsOld, CancellationToken ct)
    {
        var (begun, ended) = Writes();
        var read = areCountsOld ? await database.ReadAsync(session => SqlRowCounts.ReadAsync(session, ct), ct) : (StoreCounts?)null;
        var measured = await database.MeasureAsync(ct);
        lock (changing)
        {
            // Whether it holds a write of ours that was under way meanwhile, nobody can tell.
            doubts = begun == ended && begun == writesBegun ? 0 : doubts + 1;
            if (read is not null && doubts is 0 or MostDoubts)
            {
                (counts, doubts) = (read.Value, 0);
            }

            size = measured;
            readAt = Environment.TickCount64;
            return doubts > 0;
        }
    }

    private (long Begun, long Ended) Writes()
    {
        lock (changing)
        {
            return (writesBegun, writesEnded);
        }
    }
}
