namespace Gcd.Tests.Fixtures;

/// <summary>A file system of 1 MiB in memory, which only root can mount. It is gone after the test.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-disk-");

    private string Ballast => Path.Combine(folder.FullName, "ballast");

    public string Database => Path.Combine(folder.FullName, "google_contacts.db");

    public static async Task<SmallDisk> MountAsync()
    {
        var mount = Tool.Require("mount");
        Tool.RequireRoot("mounting a file system of 1 MiB");
        var disk = new SmallDisk();
        var (exitCode, _, errors) = await Tool.RunAsync(mount, "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", disk.folder.FullName);
        Assert.True(exitCode == 0, errors);
        return disk;
    }

    /// <summary>Takes every byte that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 64 * 1024; size > 0; size /= 2)
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await Tool.RunAsync(Tool.Require("umount"), "--lazy", folder.FullName);
        folder.Delete();
    }
}
