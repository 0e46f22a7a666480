namespace Gcd.Infrastructure.Settings;

/// <summary>A reason not to start that the operator can mend. The message names the thing, the rule and the remedy.</summary>
internal sealed class StartupException(string message) : Exception(message)
{
    /// <summary>EX_CONFIG of sysexits(3): the configuration is at fault, so a restart alone will not help.</summary>
    public const int ExitCode = 78;
}
