namespace Gcd.Infrastructure.Commands;

/// <summary>A command that was refused or did not succeed. The message names the thing, the rule and the remedy.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
