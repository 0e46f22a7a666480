using System.Runtime.CompilerServices;

namespace Gcd.Tests.Structure;

/// <summary>Where the sources lie, and the other files as they are published.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <param name="file">From the root, with slashes.</param>
    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    private static string Find([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
