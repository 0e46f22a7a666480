using Microsoft.AspNetCore.Connections;

namespace Gcd.Infrastructure.Settings;

/// <summary>Runs the service, and turns what the operator can mend into a message and an exit code instead of a stack trace.</summary>
internal static class Startup
{
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();
            await app.RunAsync();
            return 0;
        }
        catch (StartupException refused)
        {
            return await RefuseAsync(refused.Message);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            return await RefuseAsync($"PORT: {taken.Message} Stop the other program, or give Gcd another PORT (or --urls).");
        }
    }

    private static async Task<int> RefuseAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return StartupException.ExitCode;
    }
}
