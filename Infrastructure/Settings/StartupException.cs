namespace Gcd.Infrastructure.Settings;

/// <summary>A reason not to start that the operator can mend. The message names the thing, the rule and the remedy.</summary>
/// <param name="message">For the operator's terminal.</param>
/// <param name="exitCode">What the process ends with.</param>
internal sealed class StartupException(string message, int exitCode = StartupException.ExitCode) : Exception(message)
{
    /// <summary>EX_CONFIG of sysexits(3): the configuration is at fault, so a restart alone will not help.</summary>
    public const int ExitCode = 78;

    /// <summary>EX_TEMPFAIL of sysexits(3): what is missing now may be there later, so a restart can help.</summary>
    public const int TemporaryFailure = 75;

    public int Code => exitCode;

    /// <summary>Somebody else holds the database. A service does not start beside that one; a command may be started again later.</summary>
    public bool IsInUse { get; init; }
}
