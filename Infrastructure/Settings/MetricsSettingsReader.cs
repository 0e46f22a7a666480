using System.Globalization;
using System.Text.RegularExpressions;

namespace Gcd.Infrastructure.Settings;

/// <summary>METRICS_PORT and METRICS_TOKEN.</summary>
internal static partial class MetricsSettingsReader
{
    public static MetricsSettings Read(SettingsReader reader, int port) => new(ReadPort(reader, port), ReadToken(reader));

    private static int? ReadPort(SettingsReader reader, int port)
    {
        const string Name = "METRICS_PORT";
        const string Unset = "leave it unset to have the metrics at PORT";
        if (reader.Text(Name) is not { } text)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var metrics) || metrics is < 1 or > 65535)
        {
            reader.Fault(Name, $"'{text}' is not allowed. Give a whole number from 1 to 65535, or {Unset}.");
        }
        else if (reader.Text(WebHostDefaults.ServerUrlsKey) is { } urls)
        {
            // Then PORT is no place where Gcd listens.
            if (PortsOf(urls).Contains(metrics))
            {
                reader.Fault(Name, $"'{text}' is a port of ASPNETCORE_URLS (or --urls) as well. Give another port, or {Unset}.");
            }
        }
        else if (metrics == port)
        {
            reader.Fault(Name, $"'{text}' is PORT as well. Give another port, or {Unset}.");
        }

        return metrics;
    }

    /// <summary>What is no address Kestrel refuses with a message of its own.</summary>
    private static IEnumerable<int> PortsOf(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress address;
            try
            {
                address = BindingAddress.Parse(url);
            }
            catch (FormatException)
            {
                continue;
            }

            yield return address.Port;
        }
    }

    private static string? ReadToken(SettingsReader reader)
    {
        const string Name = "METRICS_TOKEN";
        var token = reader.Text(Name);
        if (token is not null && !Bearer().IsMatch(token))
        {
            // The value is a secret, and not repeated.
            reader.Fault(Name, "the value is not allowed. Give 16 to 256 letters, digits and -._~+/ with = at the end alone, as a Bearer token may hold, such as openssl rand -hex 32 makes.");
        }

        return token;
    }

    /// <summary>b64token of RFC 6750, 2.1, long enough not to be guessed.</summary>
    [GeneratedRegex(@"^(?=.{16,256}\z)[A-Za-z0-9\-._~+/]+=*\z")]
    private static partial Regex Bearer();
}
