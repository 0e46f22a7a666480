using System.Text.RegularExpressions;

namespace Gcd.Tests.Structure;

/// <summary>Calls run one way: endpoint, the feature's service, infrastructure.</summary>
public sealed partial class ArchitectureTests
{
    [Fact]
    public void Features_never_use_each_other()
    {
        var breaches =
            from file in Sources("Features")
            let own = Path.GetRelativePath(Path.Combine(Repository.Root, "Features"), file).Split(Path.DirectorySeparatorChar)
            where own.Length > 1
            from used in UsedFeature().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
            where used != own[0]
            select $"{file} uses {used}";
        Assert.Empty(breaches);
    }

    [Fact]
    public void Infrastructure_never_uses_a_feature() =>
        Assert.DoesNotContain(Sources("Infrastructure"), file => UsedFeature().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void The_product_knows_nothing_of_the_sandbox() =>
        Assert.DoesNotContain(Sources("Features").Concat(Sources("Infrastructure")), file => File.ReadAllText(file).Contains("Sandbox", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories).Where(file => !file.EndsWith("Tests.cs", StringComparison.Ordinal));

    [GeneratedRegex(@"using (?:static )?Gcd\.Features\.(\w+)")]
    private static partial Regex UsedFeature();
}
