namespace Gcd.Tests.Fixtures;

/// <summary>A disk of 1 MiB, in memory, that a test can fill or make read-only.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo folder;

    private SmallDisk(DirectoryInfo folder) => this.folder = folder;

    public string Folder => folder.FullName;

    private string Ballast => Path.Combine(Folder, "ballast");

    public static async Task<SmallDisk> MountAsync()
    {
        Tool.Need(OperatingSystem.IsLinux(), "Disks in memory are made on Linux alone.");
        var mount = Tool.Require("mount");
        var folder = Directory.CreateTempSubdirectory("gcd-disk-");
        var (exitCode, _, errors) = await Tool.RunAsync(mount, "-t", "tmpfs", "-o", "size=1m,mode=0777", "tmpfs", folder.FullName);
        if (exitCode != 0)
        {
            folder.Delete();
        }

        Tool.Need(exitCode == 0, $"No disk could be mounted here, which needs root: {errors.Trim()}");
        return new SmallDisk(folder);
    }

    /// <summary>Fills the disk to the last byte, but for some KiB.</summary>
    public void Fill(int butKiB)
    {
        using (var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            try
            {
                while (true)
                {
                    ballast.Write(new byte[1024]);
                }
            }
            catch (IOException)
            {
                ballast.SetLength(ballast.Length - (butKiB * 1024));
            }
        }
    }

    public async Task MakeReadOnlyAsync()
    {
        var (exitCode, _, errors) = await Tool.RunAsync(Tool.Require("mount"), "-o", "remount,ro", Folder);
        Assert.True(exitCode == 0, errors);
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        // It may be busy for a moment after the process that used it has ended.
        await Eventually.TrueAsync(async () => (await Tool.RunAsync(Tool.Require("umount"), Folder)).ExitCode == 0);
        folder.Delete();
    }
}
