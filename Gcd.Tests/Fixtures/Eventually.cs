namespace Gcd.Tests.Fixtures;

/// <summary>Waits for what happens a moment after the reply.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience.Limit, "It did not happen.");
            await Task.Delay(20);
        }
    }
}
