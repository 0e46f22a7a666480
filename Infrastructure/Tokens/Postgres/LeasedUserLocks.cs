namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>Locks that hold across instances: first the one within this process, then a lease in the database, renewed while it is held.</summary>
internal sealed class LeasedUserLocks(IUserLocks local, PostgresLeases leases) : IUserLocks
{
    // Asked again soon, for a refresh usually takes a fraction of a second; apart from each other by chance.
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MostPause = TimeSpan.FromMilliseconds(250);

    public async ValueTask<IAsyncDisposable> AcquireAsync(string googleSub, CancellationToken ct)
    {
        var held = await local.AcquireAsync(googleSub, ct);
        try
        {
            for (var pause = LeastPause; true; pause = pause * 2 > MostPause ? MostPause : pause * 2)
            {
                if (await leases.TryTakeAsync(googleSub, ct) is { } fence)
                {
                    return new Lease(leases, googleSub, fence, held);
                }

                await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), ct);
            }
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    public ValueTask<IReadOnlyList<string>> HeldAsync(string prefix, CancellationToken ct) => leases.HeldAsync(prefix, ct);

    public ValueTask RemoveDeadAsync(CancellationToken ct) => leases.RemoveDeadAsync(ct);

    private sealed class Lease : IAsyncDisposable
    {
        private readonly CancellationTokenSource released = new();
        private readonly PostgresLeases leases;
        private readonly string googleSub;
        private readonly long fence;
        private readonly IAsyncDisposable local;
        private readonly Task renewing;

        public Lease(PostgresLeases leases, string googleSub, long fence, IAsyncDisposable local)
        {
            (this.leases, this.googleSub, this.fence, this.local) = (leases, googleSub, fence, local);
            renewing = RenewAsync();
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await released.CancelAsync();
                await renewing;
                await leases.ReleaseAsync(googleSub, fence, CancellationToken.None);
            }
            catch (StoreUnavailableException)
            {
                // It ends by itself, by the database's clock.
            }
            finally
            {
                // Whatever went wrong: a lock that stays would shut the person out until a restart.
                released.Dispose();
                await local.DisposeAsync();
            }
        }

        private async Task RenewAsync()
        {
            try
            {
                // Three times in a life, so that one lost renewal does no harm.
                using var timer = new PeriodicTimer(PostgresLeases.Life / 3);
                while (await timer.WaitForNextTickAsync(released.Token) && await leases.RenewAsync(googleSub, fence, released.Token))
                {
                }
            }
            catch (Exception fault) when (fault is OperationCanceledException or StoreUnavailableException)
            {
                // Released, or the database is away: then the row's version decides, as after a pause.
            }
        }
    }
}
