using Gcd.Sandbox.Host;

namespace Gcd.Tests.Fixtures;

/// <summary>Gcd as the user nobody runs it: modes stop nobody, where they do not stop root.</summary>
internal sealed class Nobody : IDisposable
{
    private const string Id = "65534";
    private readonly DirectoryInfo program = Directory.CreateTempSubdirectory("gcd-nobody-");

    private Nobody(string setpriv)
    {
        // The program as it was built may lie where nobody may not look.
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(GcdProcess.AssemblyPath)!, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(program.FullName, Path.GetRelativePath(Path.GetDirectoryName(GcdProcess.AssemblyPath)!, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Command = [setpriv, $"--reuid={Id}", $"--regid={Id}", "--clear-groups", "dotnet", Path.Combine(program.FullName, Path.GetFileName(GcdProcess.AssemblyPath))];
    }

    /// <summary>What starts Gcd as nobody.</summary>
    public IReadOnlyList<string> Command { get; }

    public static async Task<Nobody> CreateAsync()
    {
        Tool.Need(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can run Gcd as another user.");
        var nobody = new Nobody(Tool.Require("setpriv"));
        await RunAsync("chmod", "-R", "a+rX", nobody.program.FullName);
        return nobody;
    }

    /// <summary>Gives a folder and all in it to nobody.</summary>
    public static Task OwnAsync(string folder) => RunAsync("chown", "-R", $"{Id}:{Id}", folder);

    /// <summary>Sets the modes of a folder and of the files in it.</summary>
    public static async Task ChmodAsync(string folder, string folderMode, string fileMode)
    {
        await RunAsync("chmod", [folderMode, folder]);
        await RunAsync("chmod", [fileMode, .. Directory.GetFiles(folder)]);
    }

    public void Dispose() => program.Delete(recursive: true);

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        var (exitCode, _, errors) = await Tool.RunAsync(Tool.Require(tool), arguments);
        Assert.True(exitCode == 0, errors);
    }
}
