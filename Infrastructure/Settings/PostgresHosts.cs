using System.Globalization;
using Npgsql;

namespace Gcd.Infrastructure.Settings;

/// <summary>The servers that a connection string names: <c>Host=a,b:5433</c>, as Npgsql writes several.</summary>
internal static class PostgresHosts
{
    private const string Socket = "/";

    /// <exception cref="FormatException">A server has no name, or a port that is none.</exception>
    public static IReadOnlyList<(string Host, int Port)> Of(NpgsqlConnectionStringBuilder builder) =>
        [.. (builder.Host ?? string.Empty).Split(',', StringSplitOptions.TrimEntries).Select(text => Split(text, builder.Port))];

    /// <summary>For messages: without user and password.</summary>
    public static string Names(NpgsqlConnectionStringBuilder builder) => string.Join(", ", Of(builder).Select(host => $"{host.Host}:{host.Port}"));

    /// <param name="text">One server: a name or an IPv4 address, an IPv6 address (in brackets where a port follows), or the folder of a socket.</param>
    /// <param name="otherwise">The port where none is named.</param>
    /// <exception cref="FormatException">It has no name, or a port that is none.</exception>
    public static (string Host, int Port) Split(string text, int otherwise)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon >= 0 && (text.IndexOf(':', StringComparison.Ordinal) == colon || text[colon - 1] == ']');
        var (host, port) = hasPort && !text.StartsWith(Socket, StringComparison.Ordinal) ? (text[..colon], text[(colon + 1)..]) : (text, null);
        if (host.Length == 0 || host.Any(char.IsWhiteSpace))
        {
            throw new FormatException("A server has no name.");
        }

        return (host, port is null ? otherwise : ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new FormatException("A port is no number."));
    }
}
