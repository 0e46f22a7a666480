namespace Gcd.Infrastructure.EarlierService;

/// <summary>The earlier service's database cannot be read. The message names the value, the rule and the remedy.</summary>
/// <param name="message">For the operator's terminal.</param>
/// <param name="exitCode">What a command ends with, by the numbers of sysexits(3).</param>
internal sealed class EarlierDatabaseException(string message, int exitCode) : Exception(message)
{
    /// <summary>It is the right place, and what lies there cannot be read.</summary>
    public const int Failed = 1;

    public int ExitCode => exitCode;
}
