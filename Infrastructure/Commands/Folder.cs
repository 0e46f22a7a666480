using System.Runtime.InteropServices;
using System.Text;

namespace Gcd.Infrastructure.Commands;

/// <summary>Brings the names in a folder to the disk; .NET itself opens no folder.</summary>
internal static class Folder
{
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // O_RDONLY is 0 everywhere.
        var folder = Open([.. Encoding.UTF8.GetBytes(path), 0], 0);
        if (folder < 0)
        {
            throw new IOException($"The folder '{path}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var flushed = Sync(folder);
        var fault = Marshal.GetLastPInvokeErrorMessage();
        _ = Close(folder);
        if (flushed != 0)
        {
            throw new IOException($"The folder '{path}' cannot be brought to the disk: {fault}");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
