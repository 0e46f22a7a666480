using Npgsql;

namespace Gcd.Infrastructure.Settings;

/// <summary>How to reach PostgreSQL. The value holds a password, so it never appears in a message.</summary>
internal static class PostgresConnectionReader
{
    public const string Example = "Host=db.example.com;Database=gcd;Username=gcd;Password=…, or postgresql://gcd:…@db.example.com/gcd";
    private const string Name = "POSTGRES_CONNECTION";

    /// <summary>The connection string in Npgsql's form; a URI, as libpq and most hosters write it, is translated.</summary>
    public static string? Read(SettingsReader reader)
    {
        if (reader.Text(Name) is not { } text)
        {
            reader.Fault(Name, $"is not set, and TOKEN_STORE=postgres needs it. Give it such as {Example}.");
            return null;
        }

        if (TryParse(text) is { } builder)
        {
            return builder.ConnectionString;
        }

        reader.Fault(Name, $"is no connection string (it is not shown, for it may hold a password). Give it such as {Example}.");
        return null;
    }

    /// <returns>Null where it is none, or names no host.</returns>
    public static NpgsqlConnectionStringBuilder? TryParse(string text)
    {
        try
        {
            var builder = IsUri(text) ? FromUri(new Uri(text)) : new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(builder.Host) ? null : builder;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException)
        {
            // Npgsql's own message can repeat parts of the value.
            return null;
        }
    }

    private static bool IsUri(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder { Host = Uri.UnescapeDataString(uri.Host), Username = Uri.UnescapeDataString(user[0]) };
        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        if (user.Length == 2)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Length > 1)
        {
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        }

        foreach (var (name, value) in Parameters(uri))
        {
            builder[name] = value;
        }

        return builder;
    }

    /// <summary>libpq's parameters by Npgsql's names: <c>sslmode</c>, <c>application_name</c> and so on.</summary>
    private static IEnumerable<(string Name, string Value)> Parameters(Uri uri) =>
        from pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
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
            _ => (name, value),
        };
}
