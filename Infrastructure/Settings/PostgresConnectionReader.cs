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

        if (TryParse(text) is not { } builder)
        {
            reader.Fault(Name, $"is no connection string (it is not shown, for it may hold a password). Give it such as {Example}.");
            return null;
        }

        // A standby can be behind: a token that was just handed out would be unknown there, and one that was revoked would still work.
        if (builder.TargetSessionAttributes is not (null or "primary" or "read-write" or "any"))
        {
            reader.Fault(Name, "asks for a standby (Target Session Attributes, target_session_attrs). Gcd writes, and reads what it has written: give primary, read-write or any, or leave it out.");
            return null;
        }

        return builder.ConnectionString;
    }

    /// <returns>Null where it is none, or names no host.</returns>
    public static NpgsqlConnectionStringBuilder? TryParse(string text)
    {
        try
        {
            var builder = PostgresUri.Is(text) ? PostgresUri.Read(text) : new NpgsqlConnectionStringBuilder(text);
            _ = PostgresHosts.Of(builder);
            return builder;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            // Npgsql's own message can repeat parts of the value.
            return null;
        }
    }
}
