using System.Diagnostics.CodeAnalysis;
using LiteDB;
using LiteDB.Engine;

namespace Gcd.Infrastructure.Tokens.LiteDb;

/// <summary>LiteDB over its two open files. After a fault it is thrown away: LiteDB's memory is no longer what is on the disk.</summary>
internal sealed class LiteDbInstance : LiteDatabase
{
    private readonly LiteDbDataFile data;
    private readonly LiteDbLogFile log;
    private volatile Exception? fault;

    public LiteDbInstance(LiteDbDataFile data, LiteDbLogFile log)
        : base(new LiteEngine(new EngineSettings
        {
            DataStream = data,
            LogStream = log,
            ReadOnly = !data.CanWrite,
            // LiteDB's own default ignores case: a person whose address changed its case alone lost every token.
            Collation = Collation.Binary,
        }))
    {
        this.data = data;
        this.log = log;
    }

    public bool IsReadOnly => !data.CanWrite;

    /// <summary>Why it must not be used any more.</summary>
    public Exception? Fault => fault ?? log.Fault;

    /// <summary>One transaction.</summary>
    /// <remarks>5.0.21 writes a commit to its log before it returns, which a kill cannot undo; only a flush outlasts a power cut as well.</remarks>
    public T Transact<T>(Func<LiteDatabase, T> work, bool durable)
    {
        BeginTrans();
        T result;
        try
        {
            result = work(this);
        }
        catch (Exception surprise) when (!LiteDbConnection.IsStoreFault(surprise))
        {
            Rollback();
            throw;
        }

        data.HasWholeLog = false;
        try
        {
            Commit();
            if (durable)
            {
                log.BringToDisk();
            }
        }
        catch (Exception broken)
        {
            Break(broken);
            if (!data.HasWholeLog)
            {
                throw;
            }

            // A commit that fills the log ends in a checkpoint, and only that failed: the log has the commit, and the next instance reads it.
        }

        return result;
    }

    public void Break(Exception reason) => fault ??= reason;

    /// <summary>Closes it without writing anything; the files are whole by the log.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever closing a broken instance throws, the files are closed and opened anew.")]
    public void Abandon()
    {
        log.Close(new IOException("The database was closed after a fault."));
        try
        {
            Dispose();
        }
        catch
        {
        }
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
        }
        finally
        {
            if (disposing)
            {
                data?.Dispose();
                log?.Dispose();
            }
        }
    }
}
