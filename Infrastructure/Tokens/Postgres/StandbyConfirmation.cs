using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>
/// Whether a commit is where the operator wants it (<c>synchronous_standby_names</c>). A server that is told to stop waiting, such as by our own
/// timeout, reports success all the same, with a warning: the commit is on its own disk, and would be lost with it.
/// </summary>
internal sealed class StandbyConfirmation : IDisposable
{
    // PostgreSQL's syncrep.c. The text of the warning is translated, and its code (01000) is that of all warnings.
    private const string Waiting = "SyncRepWaitForLSN";

    private readonly NpgsqlConnection connection;
    private bool isMissing;

    public StandbyConfirmation(NpgsqlConnection connection)
    {
        this.connection = connection;
        connection.Notice += Note;
    }

    /// <exception cref="StoreUnavailableException">It is not.</exception>
    public void ThrowIfMissing()
    {
        if (isMissing)
        {
            throw new StoreUnavailableException("PostgreSQL: no standby confirmed the commit in time (synchronous_standby_names); it is on the primary alone.", reason: "The database could not confirm the change in time.");
        }
    }

    public void Dispose() => connection.Notice -= Note;

    private void Note(object sender, NpgsqlNoticeEventArgs told) => isMissing |= told.Notice.Routine == Waiting;
}
