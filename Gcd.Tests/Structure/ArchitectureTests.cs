namespace Gcd.Tests.Structure;

/// <summary>Calls run one way: endpoint, the feature's service, infrastructure.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, HashSet<string>> Graph = FolderGraph.Read();

    [Fact]
    public void Features_never_use_each_other() =>
        Assert.Empty(
            from edge in Edges()
            where edge.From.StartsWith("Features.", StringComparison.Ordinal) && edge.To.StartsWith("Features.", StringComparison.Ordinal)
            where Area(edge.From) != Area(edge.To)
            select $"{edge.From} uses {edge.To}");

    [Fact]
    public void Infrastructure_never_uses_a_feature() =>
        Assert.Empty(
            from edge in Edges()
            where edge.From.StartsWith("Infrastructure.", StringComparison.Ordinal) && edge.To.StartsWith("Features", StringComparison.Ordinal)
            select $"{edge.From} uses {edge.To}");

    [Fact]
    public void No_two_folders_of_infrastructure_need_each_other_however_long_the_way()
    {
        var graph = Edges().Select(edge => (From: Part(edge.From), To: Part(edge.To))).Where(edge => edge.From != edge.To).ToLookup(edge => edge.From, edge => edge.To);
        var reach = graph.ToDictionary(part => part.Key, part => Reachable(part.Key, graph));
        Assert.Empty(
            from part in reach.Keys
            from other in reach[part]
            where string.CompareOrdinal(part, other) < 0 && reach.TryGetValue(other, out var back) && back.Contains(part)
            select $"{part} and {other} need each other");
    }

    [Fact]
    public void The_graph_of_folders_is_read_from_the_code() =>
        Assert.Contains("Infrastructure.Google", Graph["Infrastructure.Tokens"]);

    [Fact]
    public void The_product_knows_nothing_of_the_sandbox() =>
        Assert.DoesNotContain(Sources("Features").Concat(Sources("Infrastructure")), file => File.ReadAllText(file).Contains("Sandbox", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string From, string To)> Edges() => from folder in Graph from used in folder.Value select (folder.Key, used);

    private static string Area(string folder) => folder.Split('.') is [_, var area, ..] ? area : folder;

    /// <summary>A folder inside of another is one part with it if it uses it; else it is a part of its own.</summary>
    private static string Part(string folder)
    {
        var names = folder.Split('.');
        for (var length = names.Length - 1; length >= 2; length--)
        {
            var outer = string.Join('.', names[..length]);
            if (Graph.GetValueOrDefault(folder, []).Contains(outer))
            {
                return Part(outer);
            }
        }

        return folder;
    }

    private static HashSet<string> Reachable(string part, ILookup<string, string> graph)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([part]);
        while (next.TryPop(out var at))
        {
            foreach (var used in graph[at].Where(reached.Add))
            {
                next.Push(used);
            }
        }

        return reached;
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories).Where(file => !file.EndsWith("Tests.cs", StringComparison.Ordinal));
}
