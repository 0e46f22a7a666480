using System.Collections.Concurrent;
using Gcd.Infrastructure.Tokens.Embedded;
using Gcd.Infrastructure.Tokens.Sql;
using Microsoft.Data.Sqlite;

namespace Gcd.Infrastructure.Tokens.Sqlite;

/// <summary>
/// One database file, many readers and one writer at a time. While it cannot be written to (full disk, no right), it is
/// open for reading alone, and writing is tried again at every write, at most once a second.
/// </summary>
internal sealed class SqliteDatabase(string path, DatabaseLock fileLock) : ISqlDatabase
{
    private const int MostIdleReaders = 16;
    private const long RetryAfterMilliseconds = 1000;

    // The last one back goes out first: its pages are in memory, and at few requests one reader is enough.
    private readonly ConcurrentStack<SqlSession> readers = [];
    private readonly SemaphoreSlim writing = new(1, 1);
    private SqlSession? writer;
    private bool isLogToEmpty;
    private StoreUnavailableException? notWritable;
    private long triedAt;
    private volatile bool isDisposed;

    public bool IsShared => false;

    public async ValueTask<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var (session, isKept) = TakeReader();
        try
        {
            var result = await work(session!);
            if (isKept && !isDisposed && readers.Count < MostIdleReaders)
            {
                readers.Push(session!);
                session = null;
            }

            return result;
        }
        catch (Exception fault) when (SqliteFaults.IsStoreFault(fault))
        {
            throw Unavailable(fault);
        }
        finally
        {
            await CloseAsync(session);
        }
    }

    public async ValueTask<SqlChange<T>> WriteAsync<T>(Func<SqlSession, ValueTask<SqlChange<T>>> work, CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        var isDone = false;
        try
        {
            var change = await TransactAsync(Writer(), work);
            isDone = true;
            EmptyLogOfTheGone(change.Counts.Users);
            return change;
        }
        catch (Exception fault) when (SqliteFaults.IsStoreFault(fault))
        {
            throw Unavailable(fault);
        }
        finally
        {
            if (!isDone)
            {
                await CloseAsync(writer);
                writer = null;
            }

            writing.Release();
        }
    }

    /// <summary>The lock on the file rules it out.</summary>
    public ValueTask<bool> IsInUseElsewhereAsync(CancellationToken ct) => ValueTask.FromResult(false);

    public ValueTask<long> MeasureAsync(CancellationToken ct) => ValueTask.FromResult(DatabaseFile.SizeOf(path));

    /// <summary>Copies the database as it is at one moment to another one, while it is used.</summary>
    public ValueTask BackUpAsync(SqliteConnection target, CancellationToken ct) =>
        new(ReadAsync(
            session =>
            {
                ((SqliteConnection)session.Connection).BackupDatabase(target);
                return ValueTask.FromResult(true);
            },
            ct).AsTask());

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        await writing.WaitAsync();
        isDisposed = true;
        while (readers.TryPop(out var reader))
        {
            await reader.DisposeAsync();
        }

        // The last one to close brings the log into the database and deletes it.
        await CloseAsync(writer);
        writing.Dispose();
        fileLock.Dispose();
    }

    private static async ValueTask<SqlChange<T>> TransactAsync<T>(SqlSession session, Func<SqlSession, ValueTask<SqlChange<T>>> work)
    {
        // Takes the right to write at once (BEGIN IMMEDIATE); a lock taken later could not be waited for.
        await using var transaction = ((SqliteConnection)session.Connection).BeginTransaction(deferred: false);
        session.Transaction = transaction;
        try
        {
            var change = await work(session);
            if (change.IsNothing)
            {
                transaction.Rollback();
            }
            else
            {
                transaction.Commit();
            }

            return change;
        }
        finally
        {
            session.Transaction = null;
        }
    }

    /// <summary>After a person went; where somebody reads at that moment, at the next write.</summary>
    private void EmptyLogOfTheGone(long users)
    {
        isLogToEmpty |= users < 0;
        try
        {
            isLogToEmpty = isLogToEmpty && !SqliteFiles.TryEmptyLog(writer!);
        }
        catch (Exception fault) when (SqliteFaults.IsStoreFault(fault))
        {
            // What was written is on disk all the same.
        }
    }

    private (SqlSession? Session, bool IsKept) TakeReader()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (readers.TryPop(out var idle))
        {
            return (idle, true);
        }

        try
        {
            if (notWritable is null && TryOpenForWriting() is { } session)
            {
                return (session, true);
            }

            // Not kept: what is open for reading alone would not see what is written later.
            return (SqliteFiles.OpenForReading(path), false);
        }
        catch (Exception fault) when (SqliteFaults.IsStoreFault(fault))
        {
            throw Unavailable(fault);
        }
    }

    private SqlSession? TryOpenForWriting()
    {
        try
        {
            return SqliteFiles.OpenForWriting(path);
        }
        catch (Exception fault) when (SqliteFaults.IsStoreFault(fault))
        {
            // What is there may still be read.
            return null;
        }
    }

    private SqlSession Writer()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (writer is not null)
        {
            return writer;
        }

        if (notWritable is not null && Environment.TickCount64 - triedAt < RetryAfterMilliseconds)
        {
            throw new StoreUnavailableException(notWritable.Message, notWritable, notWritable.Reason);
        }

        try
        {
            writer = SqliteFiles.OpenForWriting(path);
            notWritable = null;
            return writer;
        }
        catch (Exception fault) when (SqliteFaults.IsStoreFault(fault))
        {
            triedAt = Environment.TickCount64;
            throw notWritable = Unavailable(fault);
        }
    }

    private static async ValueTask CloseAsync(SqlSession? session)
    {
        try
        {
            await (session?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (Exception fault) when (SqliteFaults.IsStoreFault(fault))
        {
            // Closing a broken connection can fail as its work did; the next call opens a new one.
        }
    }

    private StoreUnavailableException Unavailable(Exception fault) => new($"The database '{path}' cannot be used: {fault.Message}", fault, SqliteFaults.ReasonOf(fault));
}
