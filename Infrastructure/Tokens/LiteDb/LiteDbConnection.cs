using Gcd.Infrastructure.Tokens.Embedded;
using LiteDB;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>
/// The one open LiteDB on the database's files. A fault leaves it dead, so it is thrown away then and opened anew. While the
/// disk is full or read-only it is open for reading, so that what is there goes on working, until a write may be tried again.
/// </summary>
internal sealed class LiteDbConnection(string path) : IDisposable
{
    // Often enough that nobody waits once there is room, and seldom enough that refusing costs nothing.
    private static readonly TimeSpan TryWritingEvery = TimeSpan.FromSeconds(1);

    private readonly ReaderWriterLockSlim handle = new();
    private readonly Lock writing = new();
    private LiteDbInstance? instance;
    private Exception? refusal;
    private long refusedAt;
    private bool wasOpen;
    private bool disposed;

    public string Path => path;

    public static bool IsStoreFault(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or LiteException;

    /// <summary>Several reads may run side by side. The work must not leave a cursor open: a checkpoint waits for every reader.</summary>
    public T Read<T>(Func<LiteDatabase, T> work)
    {
        for (var isFirst = true; true; isFirst = false)
        {
            var opened = Enter();
            try
            {
                return work(opened);
            }
            catch (Exception fault) when (IsFault(opened, fault))
            {
                opened.Break(fault);
                if (!isFirst)
                {
                    throw Unavailable(fault);
                }
            }
            finally
            {
                handle.ExitReadLock();
            }
        }
    }

    /// <summary>One transaction, on disk when this returns.</summary>
    /// <param name="work">The changes; LiteDB ties a transaction to its thread, so it is synchronous.</param>
    /// <param name="durable">False for what a power cut may take.</param>
    public T Write<T>(Func<LiteDatabase, T> work, bool durable = true)
    {
        // One writer at a time: LiteDB locks whole collections anyway, and its own wait for a lock is a whole minute.
        lock (writing)
        {
            var opened = EnterForWriting();
            try
            {
                return opened.Transact(work, durable);
            }
            catch (Exception fault) when (IsFault(opened, fault))
            {
                opened.Break(fault);
                throw Unavailable(fault);
            }
            finally
            {
                handle.ExitReadLock();
            }
        }
    }

    /// <summary>Brings the log into the data file and empties it, so that it keeps nothing of rows that were deleted.</summary>
    public void EmptyLog() => WhileStill(() => { });

    /// <summary>Does something with the file while it holds everything and nothing is written to it; reads go on.</summary>
    public void WhileStill(Action work)
    {
        lock (writing)
        {
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
            if (!disposed)
            {
                disposed = true;
                instance?.Dispose();
                instance = null;
                LiteDbFiles.RemoveEmptyLog(path);
            }
        }
        finally
        {
            handle.ExitWriteLock();
        }
    }

    // After a fault LiteDB ends in other exceptions as well, on every thread that is in it.
    private static bool IsFault(LiteDbInstance opened, Exception fault) => IsStoreFault(fault) || opened.Fault is not null;

    private LiteDbInstance Enter()
    {
        while (true)
        {
            handle.EnterReadLock();
            if (instance is { Fault: null } opened)
            {
                return opened;
            }

            handle.ExitReadLock();
            Reopen(forWriting: false);
        }
    }

    private LiteDbInstance EnterForWriting()
    {
        for (var isFirst = true; true; isFirst = false)
        {
            var opened = Enter();
            if (!opened.IsReadOnly)
            {
                return opened;
            }

            handle.ExitReadLock();
            if (!isFirst || !MayTryWriting())
            {
                throw Unavailable(refusal!);
            }

            Reopen(forWriting: true);
        }
    }

    private void Reopen(bool forWriting)
    {
        handle.EnterWriteLock();
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (instance?.Fault is { } fault)
            {
                Refuse(fault);
                instance.Abandon();
                instance = null;
            }
            else if (forWriting)
            {
                instance?.Dispose();
                instance = null;
            }

            instance ??= Open();
            wasOpen = true;
        }
        catch (Exception fault) when (IsStoreFault(fault))
        {
            throw Unavailable(fault);
        }
        finally
        {
            handle.ExitWriteLock();
        }
    }

    private LiteDbInstance Open()
    {
        if (wasOpen && DatabaseFile.Recognise(path) != DatabaseFileKind.LiteDb)
        {
            throw new IOException("It is gone, or no database any more.");
        }

        if (!MayTryWriting())
        {
            return LiteDbFiles.Open(path, readOnly: true);
        }

        try
        {
            return LiteDbFiles.Open(path, readOnly: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException && DatabaseFile.Recognise(path) == DatabaseFileKind.LiteDb)
        {
            Refuse(fault);
            return LiteDbFiles.Open(path, readOnly: true);
        }
    }

    private void Refuse(Exception reason) => (refusal, refusedAt) = (reason, Environment.TickCount64);

    private bool MayTryWriting() => refusal is null || Environment.TickCount64 - refusedAt >= TryWritingEvery.TotalMilliseconds;

    private StoreUnavailableException Unavailable(Exception fault) => new($"The database '{path}' cannot be used: {fault.Message}", fault, StoreUnavailableException.ReasonOf(fault));
}
