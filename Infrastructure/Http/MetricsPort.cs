using System.Globalization;

namespace Gcd.Infrastructure.Http;

/// <summary>METRICS_PORT: the port that serves the metrics and nothing else, and takes them away from Gcd's own.</summary>
internal static class MetricsPort
{
    public const string Path = "/metrics";

    /// <summary>Listens on the addresses that Gcd listens on: loopback unless told otherwise.</summary>
    public static void Listen(WebApplicationBuilder builder, int port)
    {
        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey];
        if (string.IsNullOrEmpty(urls))
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        }
        else
        {
            builder.Configuration[WebHostDefaults.ServerUrlsKey] = string.Join(';', urls, string.Join(';', Beside(urls, port)));
        }
    }

    /// <summary>Whether the request came in by that port. Not by its Host header, which anybody can write.</summary>
    public static bool IsUsedBy(HttpContext context, int? port) => context.Connection.LocalPort == port;

    /// <summary>Answers 404 where the metrics are not to be had, and where nothing else is. Goes behind what fills an empty 404 in.</summary>
    public static void UseMetricsPort(this IApplicationBuilder app, int? port)
    {
        if (port is null)
        {
            return;
        }

        app.Use((context, next) =>
        {
            if (IsUsedBy(context, port) == context.Request.Path.StartsWithSegments(Path))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private static IEnumerable<string> Beside(string urls, int port) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(HostOf)
            .OfType<string>()
            .DefaultIfEmpty("localhost")
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(host => string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}"));

    /// <returns>Null for a Unix socket, and for what Kestrel will refuse with a message of its own.</returns>
    private static string? HostOf(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.IsUnixPipe || address.IsNamedPipe ? null : address.Host;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
