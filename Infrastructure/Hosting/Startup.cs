using System.Net.Sockets;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.Connections;

namespace Gcd.Infrastructure.Hosting;

/// <summary>Runs the service, and turns what the operator can mend into a message and an exit code instead of a stack trace.</summary>
internal static class Startup
{
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            using var second = new SecondSignal();
            await using var app = build();
            await StartAsync(app);
            await WaitForStopAsync(app);
            // Drains, finishes what runs, breaks off what does not end in time; all at once when a second signal comes.
            await app.StopAsync(second.Token);
            return 0;
        }
        catch (StartupException refused)
        {
            return await RefuseAsync(refused);
        }
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new StartupException($"PORT, ASPNETCORE_URLS (--urls) or METRICS_PORT: {taken.Message} Stop the other program, or give Gcd another port.");
        }
        catch (Exception fault) when (fault is IOException or FormatException or InvalidOperationException or SocketException or UnauthorizedAccessException)
        {
            throw new StartupException($"Gcd cannot listen where it was told to: {fault.Message} Check PORT, --urls and ASPNETCORE_URLS; an https address needs a certificate.");
        }
    }

    private static async Task WaitForStopAsync(WebApplication app)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = app.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        await stopping.Task;
    }

    private static async Task<int> RefuseAsync(StartupException refused)
    {
        await Console.Error.WriteLineAsync(refused.Message);
        return refused.Code;
    }
}
