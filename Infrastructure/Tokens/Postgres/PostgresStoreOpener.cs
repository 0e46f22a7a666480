using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.Sql;
using Npgsql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>Opens the store in PostgreSQL, after everything that could speak against it was checked without changing a byte.</summary>
internal static class PostgresStoreOpener
{
    // As long as a database usually takes to start beside us, and shorter than what process managers wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="settings">The connection and the keys.</param>
    /// <exception cref="StartupException">The database refuses us, is away for long, is a newer Gcd's, or needs another key.</exception>
    public static StoreHandle Open(GcdSettings settings)
    {
        var connection = settings.Store.PostgresConnection!;
        try
        {
            // On the pool: nothing here may need the thread that waits.
            return Task.Run(() => OpenAsync(settings, connection)).GetAwaiter().GetResult();
        }
        catch (StoreUnavailableException away) when (PostgresFaults.IsAway(away.InnerException))
        {
            throw new StartupException(
                $"POSTGRES_CONNECTION: {Server(connection)} did not answer for {Patience.TotalSeconds:0} seconds ({away.InnerException?.Message}). " +
                "Start the database, or correct the address; then start Gcd again.",
                StartupException.TemporaryFailure);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or NpgsqlException or ArgumentException or InvalidOperationException)
        {
            throw new StartupException(
                $"POSTGRES_CONNECTION: {Server(connection)} cannot be used: {Reason(fault)} Nothing was changed. " +
                "Check the database's name, the user, the password and the user's right to make tables.");
        }
    }

    private static async Task<StoreHandle> OpenAsync(GcdSettings settings, string connection)
    {
        var database = new PostgresDatabase(connection);
        try
        {
            await CheckUnchangedAsync(database, settings, connection);
            var opened = await SqlStore.OpenAsync(database, settings, new UserLocks(), backup: null);
            var locks = new LeasedUserLocks(opened.Locks, new PostgresLeases(database));
            // Asked when our own connections can be seen: the copy sees us, or we see it.
            if (await CopySourceMark.IsMarkedAsync(locks, CancellationToken.None))
            {
                throw new StartupException(
                    "POSTGRES_CONNECTION: the database is being copied to another store; what is written meanwhile would be missing there. Nothing was changed. " +
                    "Wait until the copy is over; then start the new store, or this one again.",
                    StartupException.TemporaryFailure)
                { IsInUse = true };
            }

            return opened with { Locks = locks };
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>A key that does not fit, or a newer schema, is found out before anything is written.</summary>
    private static async Task CheckUnchangedAsync(PostgresDatabase database, GcdSettings settings, string connection)
    {
        // A database that was there before the copy is marked when it has turned out to be empty.
        var version = await WaitForAsync(database, connection);
        if (version is null && settings.Store.IsCopyTarget)
        {
            await PostgresSchema.MarkUnfinishedAsync(database, CancellationToken.None);
        }
        else if (version is not null)
        {
            await CheckAsync(database, settings with { Store = settings.Store with { IsCopyTarget = false } }, isComplete: version > 0);
        }

        if (version is null or < PostgresSchema.Version)
        {
            await PostgresSchema.BringAsync(database, CancellationToken.None);
        }
    }

    private static async Task CheckAsync(PostgresDatabase database, GcdSettings settings, bool isComplete) =>
        await database.ReadAsync(
            async session =>
            {
                await SqlStore.CheckAsync(session, "POSTGRES_CONNECTION: the database", settings, isComplete);
                return true;
            },
            CancellationToken.None);

    private static async Task<int?> WaitForAsync(PostgresDatabase database, string connection)
    {
        for (var begun = Environment.TickCount64; true;)
        {
            try
            {
                return await database.ReadAsync(session => PostgresSchema.ReadVersionAsync(session, CancellationToken.None), CancellationToken.None);
            }
            catch (StoreUnavailableException away) when (PostgresFaults.IsAway(away.InnerException) && Environment.TickCount64 - begun < Patience.TotalMilliseconds)
            {
                // The log is not there yet.
                await Console.Error.WriteLineAsync($"{Server(connection)} does not answer yet ({away.InnerException?.Message}); trying again.");
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>Names the servers without user and password.</summary>
    private static string Server(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        return $"PostgreSQL at {PostgresHosts.Names(builder)}, database '{builder.Database}',";
    }

    private static string Reason(Exception fault) => fault switch
    {
        StoreUnavailableException { InnerException: { } cause } => Reason(cause),
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState}).",
        _ => fault.Message,
    };
}
