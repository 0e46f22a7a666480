using System.Diagnostics.CodeAnalysis;
using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>
/// The one open handle on the database file. LiteDB 5.0.20 acknowledges a commit before it is written, and acknowledged
/// rows were lost after kills; a checkpoint before the acknowledgement loses none. A disk fault leaves the instance dead,
/// so it is thrown away then and opened anew at the next call. While the file cannot be written to (full disk, no right),
/// it is open for reading alone, and opened for writing again at a write, at most once a second.
/// </summary>
internal sealed class LiteDbConnection(string path) : IDisposable
{
    private const long RetryAfterMilliseconds = 1000;

    private readonly ReaderWriterLockSlim handle = new();
    private readonly Lock writing = new();
    private LiteDatabase? database;
    private StoreUnavailableException? notWritable;
    private long triedAt;
    private bool disposed;

    public string Path => path;

    /// <summary>Several reads may run side by side. The work must not leave a cursor open: a checkpoint waits for every reader.</summary>
    public T Read<T>(Func<LiteDatabase, T> work)
    {
        try
        {
            return ReadOnce(work);
        }
        catch (StoreUnavailableException) when (!disposed)
        {
            // A write that LiteDB made in the background may have failed since, and left the instance dead; a new one can read.
            return ReadOnce(work);
        }
    }

    /// <summary>One transaction, on disk when this returns.</summary>
    /// <param name="durable">False for what a kill may lose; it is then written with the next checkpoint.</param>
    /// <param name="work">The changes; LiteDB ties a transaction to its thread, so it is synchronous.</param>
    public T Write<T>(Func<LiteDatabase, T> work, bool durable = true)
    {
        // One writer at a time: LiteDB locks whole collections anyway, and its own wait for a lock is a whole minute.
        lock (writing)
        {
            // Finds out whether the instance is alive, for a transaction cannot be tried again.
            Read(LiteDbMeta.ReadSchemaVersion);
            var opened = EnterForWriting();
            try
            {
                return Transact(opened, work, durable);
            }
            catch (Exception fault) when (IsStoreFault(fault))
            {
                throw Fail(opened, fault);
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <summary>Does something with the file while it holds everything and nothing is written to it; reads go on.</summary>
    public void WhileStill(Action work)
    {
        lock (writing)
        {
            EnterForWriting();
            Leave();
            Read(db =>
            {
                db.Checkpoint();
                return true;
            });
            work();
        }
    }

    public void Dispose()
    {
        handle.EnterWriteLock();
        try
        {
            disposed = true;
            database?.Dispose();
            database = null;
        }
        finally
        {
            handle.ExitWriteLock();
        }
    }

    private T ReadOnce<T>(Func<LiteDatabase, T> work)
    {
        var opened = Enter();
        try
        {
            return work(opened);
        }
        catch (Exception fault) when (IsStoreFault(fault))
        {
            throw Fail(opened, fault);
        }
        finally
        {
            Leave();
        }
    }

    private static T Transact<T>(LiteDatabase opened, Func<LiteDatabase, T> work, bool durable)
    {
        opened.BeginTrans();
        try
        {
            var result = work(opened);
            opened.Commit();
            if (durable)
            {
                opened.Checkpoint();
            }

            return result;
        }
        catch
        {
            opened.Rollback();
            throw;
        }
    }

    private LiteDatabase Enter()
    {
        while (true)
        {
            handle.EnterReadLock();
            if (database is { } opened)
            {
                return opened;
            }

            handle.ExitReadLock();
            Open();
        }
    }

    private LiteDatabase EnterForWriting()
    {
        var opened = Enter();
        if (notWritable is null)
        {
            return opened;
        }

        Leave();
        if (Environment.TickCount64 - triedAt >= RetryAfterMilliseconds)
        {
            CloseForAnotherTry();
            opened = Enter();
            if (notWritable is null)
            {
                return opened;
            }

            Leave();
        }

        throw new StoreUnavailableException(notWritable.Message, notWritable);
    }

    private void Leave()
    {
        if (handle.IsReadLockHeld)
        {
            handle.ExitReadLock();
        }
    }

    private void Open()
    {
        handle.EnterWriteLock();
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            database ??= OpenAsFarAsPossible();
        }
        catch (Exception fault) when (IsStoreFault(fault))
        {
            throw new StoreUnavailableException($"The database '{path}' cannot be opened: {fault.Message}", fault);
        }
        finally
        {
            handle.ExitWriteLock();
        }
    }

    private LiteDatabase OpenAsFarAsPossible()
    {
        try
        {
            var opened = LiteDbFiles.Open(path, readOnly: false);
            notWritable = null;
            return opened;
        }
        catch (Exception fault) when (IsStoreFault(fault) && File.Exists(path))
        {
            triedAt = Environment.TickCount64;
            notWritable = new StoreUnavailableException($"The database '{path}' cannot be written to: {fault.Message}", fault);
            return LiteDbFiles.Open(path, readOnly: true);
        }
    }

    private void CloseForAnotherTry()
    {
        handle.EnterWriteLock();
        try
        {
            if (database is { } opened)
            {
                database = null;
                Abandon(opened);
            }
        }
        finally
        {
            handle.ExitWriteLock();
        }
    }

    private StoreUnavailableException Fail(LiteDatabase broken, Exception fault)
    {
        handle.ExitReadLock();
        handle.EnterWriteLock();
        try
        {
            if (ReferenceEquals(database, broken))
            {
                database = null;
                Abandon(broken);
            }
        }
        finally
        {
            handle.ExitWriteLock();
        }

        return new StoreUnavailableException($"The database '{path}' cannot be used: {fault.Message}", fault);
    }

    // Closing writes too, and fails again on a full disk; the file is whole without it, by its log.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever closing a broken instance throws, the next call opens a new one.")]
    private static void Abandon(LiteDatabase broken)
    {
        try
        {
            broken.Dispose();
        }
        catch
        {
        }
    }

    // LiteDB closes itself when a write fails, and what is asked of it then ends in disposed objects.
    private static bool IsStoreFault(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or LiteException or ObjectDisposedException;
}
