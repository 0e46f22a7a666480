using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Deployment;

/// <summary>A copy of deploy/ as it comes out of the repository, without what was made on this machine.</summary>
internal sealed class DeploymentFolder : IDisposable
{
    private static readonly string[] Made = [".env", ".deployed", "traefik.yml", "traefik-dynamic.yml"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-deploy-");

    public DeploymentFolder() =>
        Executables.CopyTo(Root, Directory.EnumerateFiles(Repository.PathOf("deploy")).Where(file => !Made.Contains(Path.GetFileName(file))));

    public string Environment => File.ReadAllText(PathOf(".env"));

    /// <summary>Every file with its text.</summary>
    public IReadOnlyList<string> Content => [.. folder.EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal).Select(file => $"{file.FullName}\n{File.ReadAllText(file.FullName)}")];

    public string Root => folder.FullName;

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>.env as an operator makes it out of the example, which leaves out the less usual settings.</summary>
    public void Set(params (string Name, string Value)[] settings)
    {
        var text = Read(".env.example");
        foreach (var (name, value) in settings)
        {
            text = text.Contains($"\n{name}=\n", StringComparison.Ordinal)
                ? text.Replace($"\n{name}=\n", $"\n{name}={value}\n", StringComparison.Ordinal)
                : $"{text}{name}={value}\n";
        }

        File.WriteAllText(PathOf(".env"), text);
    }

    public Task<(int ExitCode, string Output, string Errors)> DeployAsync(params string[] arguments) => Tool.RunAsync(PathOf("deploy.sh"), arguments);

    public string SettingOf(string name) => Environment.Split('\n').Single(line => line.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..];

    public void Dispose() => folder.Delete(recursive: true);
}
