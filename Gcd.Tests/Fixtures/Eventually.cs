namespace Gcd.Tests.Fixtures;

/// <summary>Waits for what happens a moment after the reply.</summary>
internal static class Eventually
{
    // Reached only where it fails: on a machine with much else to do, what takes a second may take a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "It did not happen.");
            await Task.Delay(50);
        }
    }
}
