using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Hosting;

public sealed class StoppedHostTests
{
    [Fact]
    public async Task A_service_that_was_stopped_leaves_nothing_in_its_process()
    {
        var stopped = await StopAsync();
        // FastEndpoints holds the latest host of a process.
        await using var next = await World.StartAsync();

        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            return !stopped.IsAlive;
        });
    }

    // A method of its own, so that nothing here holds what it stopped.
    private static async Task<WeakReference> StopAsync()
    {
        await using var world = await World.StartAsync();
        await world.SignInAsync(world.NewAccount());
        return new WeakReference(world.Services);
    }
}
