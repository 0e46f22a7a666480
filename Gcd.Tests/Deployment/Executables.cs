using System.Diagnostics;

namespace Gcd.Tests.Deployment;

/// <summary>
/// Files that are executed are copied by another process. If this one had them open for writing, a child that is forked for another test at
/// that moment would have them open as well, and the system executes no such file (ETXTBSY).
/// </summary>
internal static class Executables
{
    public static void CopyTo(string folder, IEnumerable<string> files)
    {
        using var copy = Process.Start("/bin/cp", ["-p", .. files, folder]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }
}
