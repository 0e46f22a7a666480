using Npgsql;

namespace Gcd.Infrastructure.Settings;

/// <summary>
/// The address of a database as libpq and most hosters write it: <c>postgresql://user:password@host:port,host:port/database?name=value</c>
/// (PostgreSQL documentation, 34.1.1.2). <see cref="Uri"/> knows no list of hosts.
/// </summary>
internal static class PostgresUri
{
    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    public static bool Is(string text) => SchemeOf(text) is not null;

    /// <exception cref="ArgumentException">A parameter is unknown, or its value none.</exception>
    /// <exception cref="FormatException">A host has no name, or a port that is none.</exception>
    public static NpgsqlConnectionStringBuilder Read(string text)
    {
        var (address, query) = Cut(text[SchemeOf(text)!.Length..], '?');
        var (authority, database) = Cut(address, '/');
        var at = authority.LastIndexOf('@');
        var builder = new NpgsqlConnectionStringBuilder();
        ReadHosts(builder, authority[(at + 1)..]);
        var (user, password) = Cut(authority[..Math.Max(at, 0)], ':');
        builder.Username = Uri.UnescapeDataString(user);
        if (password is not null)
        {
            builder.Password = Uri.UnescapeDataString(password);
        }

        if (!string.IsNullOrEmpty(database))
        {
            builder.Database = Uri.UnescapeDataString(database);
        }

        foreach (var (name, value) in Parameters(query ?? string.Empty))
        {
            builder[name] = value;
        }

        return builder;
    }

    private static void ReadHosts(NpgsqlConnectionStringBuilder builder, string hosts)
    {
        var read = hosts.Split(',').Select(host => PostgresHosts.Split(Uri.UnescapeDataString(host), NpgsqlConnection.DefaultPort)).ToList();
        if (read is [var (name, port)])
        {
            (builder.Host, builder.Port) = (name, port);
        }
        else
        {
            builder.Host = string.Join(',', read.Select(host => $"{host.Host}:{host.Port}"));
        }
    }

    /// <summary>libpq's parameters by Npgsql's names: <c>sslmode</c>, <c>application_name</c> and so on.</summary>
    private static IEnumerable<(string Name, string Value)> Parameters(string query) =>
        from pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        let value = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? string.Empty)
        let name = Uri.UnescapeDataString(parts[0])
        select name switch
        {
            "sslmode" => ("SSL Mode", value.Replace("-", string.Empty, StringComparison.Ordinal)),
            "sslrootcert" => ("Root Certificate", value),
            "application_name" => ("Application Name", value),
            "connect_timeout" => ("Timeout", value),
            "options" => ("Options", value),
            // The values are the same.
            "target_session_attrs" => ("Target Session Attributes", value),
            _ => (name, value),
        };

    private static string? SchemeOf(string text) => Schemes.FirstOrDefault(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static (string Before, string? After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, null);
}
