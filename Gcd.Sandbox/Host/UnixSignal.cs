using System.Runtime.InteropServices;

namespace Gcd.Sandbox.Host;

/// <summary>Signals to a process by the system call: the program kill takes seconds to start on a busy machine.</summary>
internal static class UnixSignal
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    // These two have other numbers on macOS and BSD.
    public static readonly int Stop = OperatingSystem.IsLinux() ? 19 : 17;
    public static readonly int Continue = OperatingSystem.IsLinux() ? 18 : 19;

    /// <summary>Does nothing when the process has ended.</summary>
    public static void Send(int process, int signal) => _ = Deliver(process, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Deliver(int process, int signal);
}
