namespace Gcd.Infrastructure.Settings;

/// <summary>Logging:LogLevel:CATEGORY and Logging:PROVIDER:LogLevel:CATEGORY, which the framework reads itself, and answers with a stack trace.</summary>
internal static class LogLevelsReader
{
    private const string Section = "LogLevel";

    public static void Check(SettingsReader reader, IConfiguration configuration)
    {
        var logging = configuration.GetSection("Logging");
        foreach (var level in logging.GetChildren().Select(provider => provider.GetSection(Section)).Prepend(logging.GetSection(Section)).SelectMany(levels => levels.GetChildren()))
        {
            // As the framework reads it: a name or a number.
            if (!string.IsNullOrEmpty(level.Value) && !Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
            {
                reader.Fault(level.Path.Replace(":", "__", StringComparison.Ordinal), $"'{level.Value}' is no log level. Allowed: {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }
        }
    }
}
