namespace Gcd.Tests.Instances;

/// <summary>Two instances for all tests of a class that leave nothing behind but accounts, for two starts cost more than what such a test does.</summary>
public sealed class SharedInstances : IAsyncLifetime
{
    private InstancesUnderTest? instances;

    // Made by the first test, which is skipped where PostgreSQL is missing.
    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (instances is not null)
        {
            await instances.DisposeAsync();
        }
    }

    /// <summary>Both instances, running; nothing counted, no fault left.</summary>
    internal async Task<InstancesUnderTest> GetAsync()
    {
        instances ??= await InstancesUnderTest.StartAsync();
        foreach (var killed in new[] { instances.One, instances.Two }.Where(instance => !instance.IsRunning))
        {
            await killed.StartAsync();
        }

        instances.Google.Requests.Reset();
        instances.Google.Faults.Clear();
        return instances;
    }
}
