using Gcd.Sandbox.Host;

namespace Gcd.Tests.Fixtures;

/// <summary>The start of Gcd as a process.</summary>
internal static class Starts
{
    // For a Gcd whose log is set so that it does not say that it listens.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Until it answers. It is not asked all the time, for that would slow down what is waited for.</summary>
    public static async Task UntilItAnswersAsync(GcdProcess process, HttpClient http, Func<string> output)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            await Task.WhenAny(process.Listening, Task.Delay(Pause, limit.Token));
            limit.Token.ThrowIfCancellationRequested();
            Assert.False(process.HasExited, $"Gcd ended:\n{output()}");
            try
            {
                using var reply = await http.GetAsync("/health/live", limit.Token);
                return;
            }
            catch (HttpRequestException)
            {
                // Of several addresses the first is told before the last is listened on.
                await Task.Delay(50, limit.Token);
            }
        }
    }
}
