using System.Net;
using System.Text.Json;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Commands;

/// <summary>Asks the service on this machine how it is, for container images without curl.</summary>
internal static class HealthCommand
{
    /// <summary>Shorter than what the container's health check is given, so that the reason is still told.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <param name="settings">Those of the service.</param>
    /// <param name="urls">Where the service was told to listen; null for loopback at PORT.</param>
    /// <param name="probe">What is asked.</param>
    /// <param name="ct">Ends the command.</param>
    /// <returns>What the service answered, when all is well at each of its addresses.</returns>
    /// <exception cref="CommandException">It did not answer, or not with 200.</exception>
    public static async Task<string> RunAsync(GcdSettings settings, string? urls, HealthProbe probe, CancellationToken ct)
    {
        var addresses = Addresses(urls, settings.Port);
        foreach (var address in addresses)
        {
            await AskAsync(address, settings, probe, ct);
        }

        return $"{(probe == HealthProbe.Ready ? "Ready" : "Alive")}: {string.Join(", ", addresses)}";
    }

    private static IReadOnlyList<ListenAddress> Addresses(string? urls, int port)
    {
        try
        {
            return ListenAddress.Read(urls, port);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new CommandException($"ASPNETCORE_URLS: '{urls}' is no list of addresses. Give health the one that the service has.", ExitCode.Settings);
        }
    }

    private static async Task AskAsync(ListenAddress address, GcdSettings settings, HealthProbe probe, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectCallback = (_, stop) => address.ConnectAsync(stop) };
        // Any certificate will do: it is made out to the public name, and this machine asks itself for nothing secret.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        using var http = new HttpClient(handler) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.Address, probe == HealthProbe.Ready ? "/health/ready" : "/health/live"));
        request.Headers.Host = AllowedHost(settings.AllowedHosts);
        try
        {
            using var reply = await http.SendAsync(request, ct);
            if (reply.StatusCode != HttpStatusCode.OK)
            {
                throw new CommandException($"{address} answered {(int)reply.StatusCode}{await ReasonAsync(reply, ct)}");
            }
        }
        catch (HttpRequestException fault)
        {
            throw new CommandException($"{address} does not answer: {fault.Message} Is the service running, with the same ASPNETCORE_URLS and PORT?");
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new CommandException($"{address} did not answer within {Patience.TotalSeconds} seconds.");
        }
    }

    /// <returns>Null when any host will do.</returns>
    private static string? AllowedHost(IReadOnlyList<string> allowed) =>
        allowed switch
        {
            _ when allowed.Contains("*") => null,
            [var first, ..] when first.StartsWith("*.", StringComparison.Ordinal) => $"health{first[1..]}",
            [var first, ..] => first,
            _ => null,
        };

    /// <summary>The reply's own word for what is wrong; it holds no paths.</summary>
    private static async Task<string> ReasonAsync(HttpResponseMessage reply, CancellationToken ct)
    {
        try
        {
            using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(ct));
            return body.RootElement.TryGetProperty("error", out var error) ? $": {error.GetString()}" : ".";
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ". It does not look like Gcd.";
        }
    }
}

/// <summary>What the command health asks of the service.</summary>
internal enum HealthProbe
{
    /// <summary>
    /// Whether the process answers. It is what a container's health check asks, because a restart mends nothing else:
    /// a missing credentials file or a database that is away would only be joined by a service that starts again and again.
    /// </summary>
    Live,

    /// <summary>Whether people can sign in and download now.</summary>
    Ready,
}
