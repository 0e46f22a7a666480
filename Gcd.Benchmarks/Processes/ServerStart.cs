using System.Collections;
using System.Net;
using System.Net.Sockets;

namespace Gcd.Benchmarks.Processes;

/// <summary>What starting either server needs.</summary>
internal static class ServerStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The names of variables that would change how the runtime works; a measured process does not get them.</summary>
    public static IEnumerable<string> RuntimeVariables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key)
            .Where(name => (name.StartsWith("DOTNET_", StringComparison.Ordinal) && !name.StartsWith("DOTNET_ROOT", StringComparison.Ordinal)) || name.StartsWith("COMPlus_", StringComparison.Ordinal));

    /// <exception cref="InvalidOperationException">The server does not answer.</exception>
    public static async Task WaitAsync(Uri health)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var started = DateTime.UtcNow; DateTime.UtcNow - started < Patience; await Task.Delay(10))
        {
            try
            {
                using var reply = await http.GetAsync(health);
                if (reply.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
            }
        }

        throw new InvalidOperationException($"{health} does not answer; was the project built with -c Release?");
    }
}
