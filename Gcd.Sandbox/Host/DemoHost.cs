using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.Host;

/// <summary>Runs the simulated Google and the real Gcd until Ctrl+C.</summary>
internal static class DemoHost
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static async Task<int> RunAsync(DemoOptions options)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        var folder = options.Data ?? Directory.CreateTempSubdirectory("gcd-sandbox-").FullName;
        Directory.CreateDirectory(folder);
        try
        {
            await using var google = await SimulatedGoogle.StartAsync(
                new SimulatedGoogleOptions { Port = options.GooglePort, AutoConsent = options.AutoConsent }, stop.Token);
            DemoAccounts.AddTo(google.Accounts);
            return await RunGcdAsync(google, folder, options, stop.Token);
        }
        catch (IOException taken) when (options.GooglePort != 0)
        {
            await Console.Error.WriteLineAsync($"The simulated Google cannot listen on port {options.GooglePort}: {taken.Message} Give it another --google-port, or none.");
            return 1;
        }
        finally
        {
            if (options.Data is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<int> RunGcdAsync(SimulatedGoogle google, string folder, DemoOptions options, CancellationToken stop)
    {
        if (IsTaken(options.Port))
        {
            // Found out before Gcd does: whoever listens there would answer in its place.
            await Console.Error.WriteLineAsync($"Port {options.Port} is taken by another program. Stop it, or choose another port: dotnet run --project Gcd.Sandbox -- --port {options.Port + 50}");
            return 1;
        }

        var address = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{options.Port}");
        var client = google.AddClient($"{address}/oauth2callback");
        await WritePrivateAsync(Path.Combine(folder, "credentials.json"), google.CredentialsOf(client).ToJsonString());
        var settings = GcdSettingsFor.Sandbox(google, folder, options.Port, await KeyAsync(folder));
        await using var gcd = GcdProcess.Start(settings, folder, line => Console.WriteLine($"gcd | {line}"));
        try
        {
            if (!await IsUpAsync(gcd, new Uri($"{address}/health/live"), stop))
            {
                await Console.Error.WriteLineAsync($"Gcd did not start; it ended with exit code {gcd.ExitCode}, and says why above.");
                return 1;
            }

            Console.WriteLine(DemoGuide.Text(address, google));
            await gcd.WaitForExitAsync(stop);
            await Console.Error.WriteLineAsync($"Gcd ended by itself with exit code {gcd.ExitCode}.");
            return 1;
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopping Gcd and the simulated Google.");
            return 0;
        }
    }

    private static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<bool> IsUpAsync(GcdProcess gcd, Uri health, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (!gcd.HasExited)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                using var reply = await http.GetAsync(health, stop);
                if (reply.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is TaskCanceledException && !stop.IsCancellationRequested))
            {
                await Task.Delay(100, stop);
            }
        }

        await gcd.WaitForExitAsync(CancellationToken.None);
        return false;
    }

    /// <summary>The data folder keeps its key, so that a demo with --data goes on where it stopped.</summary>
    private static async Task<string> KeyAsync(string folder)
    {
        var path = Path.Combine(folder, "encryption-key");
        if (!File.Exists(path))
        {
            await WritePrivateAsync(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return await File.ReadAllTextAsync(path);
    }

    private static async Task WritePrivateAsync(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using var file = new StreamWriter(path, options);
        await file.WriteAsync(text);
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
