using System.Runtime.CompilerServices;

namespace Gcd.Tests.Fixtures;

/// <summary>The files of this repository, as they are published.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    private static string Here([CallerFilePath] string path = "") => path;
}
