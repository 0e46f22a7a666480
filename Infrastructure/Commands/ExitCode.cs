using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Commands;

/// <summary>How a command ended, by the numbers of sysexits(3) where it has one.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>EX_USAGE.</summary>
    public const int Usage = 64;

    /// <summary>EX_TEMPFAIL: in use, or not reachable now; the same command may succeed later.</summary>
    public const int NotNow = StartupException.TemporaryFailure;

    /// <summary>EX_CONFIG.</summary>
    public const int Settings = StartupException.ExitCode;

    /// <summary>What shells say of a program that SIGINT ended.</summary>
    public const int Stopped = 130;
}
