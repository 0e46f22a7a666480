namespace Gcd.Infrastructure.Settings;

/// <summary>Where settings come from, in the framework's order: appsettings.json where there is one, environment variables, the command line.</summary>
internal static class SettingsSources
{
    /// <exception cref="StartupException">A file cannot be read.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            return WebApplication.CreateBuilder(args);
        }
        catch (InvalidDataException unreadable)
        {
            throw new StartupException($"{unreadable.Message} {unreadable.InnerException?.Message} Mend the file, or take it away: every setting can be an environment variable.");
        }
    }
}
