using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Gcd.Tests.Structure;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>What the earlier service's own code wrote (scripts/earlier-service/make_fixtures.py), and what is in it.</summary>
internal static class EarlierFixturesForTests
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Folder { get; } = Path.Combine(Repository.Root, "Gcd.Tests", "Fixtures", "EarlierService");

    /// <summary>The databases by their names.</summary>
    public static IReadOnlyDictionary<string, EarlierContentForTests> Expected(string? folder = null) => Json<Dictionary<string, EarlierContentForTests>>("expected.json", folder);

    public static T Json<T>(string name, string? folder = null) => JsonSerializer.Deserialize<T>(Read(name, folder), SnakeCase)!;

    public static string Sql(string? folder = null) => Encoding.UTF8.GetString(Read("later.sql", folder));

    /// <summary>Lays a database, and its log if there is one, into a folder.</summary>
    /// <returns>Its path there.</returns>
    public static string Lay(string name, string into, string? from = null)
    {
        foreach (var part in new[] { name, name + "-wal" }.Where(part => File.Exists(Path.Combine(from ?? Folder, part + ".gz"))))
        {
            File.WriteAllBytes(Path.Combine(into, part), Read(part, from));
        }

        return Path.Combine(into, name);
    }

    private static byte[] Read(string name, string? folder)
    {
        var path = Path.Combine(folder ?? Folder, name);
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        using var file = File.OpenRead(path + ".gz");
        using var text = new GZipStream(file, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        text.CopyTo(bytes);
        return bytes.ToArray();
    }
}
