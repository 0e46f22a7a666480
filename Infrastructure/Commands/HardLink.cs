using System.Runtime.InteropServices;
using System.Text;
using Gcd.Infrastructure.Tokens.Embedded;

namespace Gcd.Infrastructure.Commands;

/// <summary>A second name of a file; .NET itself gives none.</summary>
internal static class HardLink
{
    /// <summary>Copies where the file system has no such names. The name is given to the whole file or not at all.</summary>
    /// <exception cref="IOException">The name is taken, or there is no room for a copy.</exception>
    public static void MakeOrCopy(string from, string to)
    {
        if (OperatingSystem.IsWindows() || Link(Text(from), Text(to)) != 0)
        {
            Copy(from, to);
        }
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(to))
        {
            throw new IOException($"'{to}' exists already.");
        }

        var partial = to + ".gcd-partial";
        File.Delete(partial);
        PrivateFile.Copy(from, partial, CancellationToken.None);
        File.Move(partial, to);
    }

    private static byte[] Text(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] from, byte[] to);
}
