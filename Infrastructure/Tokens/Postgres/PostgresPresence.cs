using Gcd.Infrastructure.Tokens.Sql;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>
/// Keeps a connection open, by which others see that the database is in use. The pool opens none by itself when the
/// database has closed them all, such as by a restart, and a copy beside an instance that nobody calls would lose what it writes later.
/// </summary>
internal sealed class PostgresPresence : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource closing = new();
    private readonly ISqlDatabase database;
    private readonly Task staying;

    public PostgresPresence(ISqlDatabase database)
    {
        this.database = database;
        staying = StayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested)
        {
            return;
        }

        await closing.CancelAsync();
        await staying;
        closing.Dispose();
    }

    private async Task StayAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Every);
            while (await timer.WaitForNextTickAsync(closing.Token))
            {
                await TouchAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The store is closed.
        }
    }

    private async ValueTask TouchAsync()
    {
        try
        {
            await database.ReadAsync(session => session.NumberAsync("SELECT 1", SqlValues.None, closing.Token), closing.Token);
        }
        catch (StoreUnavailableException)
        {
            // Away; requests tell, and the next round tries again.
        }
    }
}
