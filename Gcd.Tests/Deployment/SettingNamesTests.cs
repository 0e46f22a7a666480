using System.Text.RegularExpressions;
using Gcd.Infrastructure.Settings;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Deployment;

/// <summary>The code, the tables of docs/settings.md and the files of deploy/ name the same settings.</summary>
public sealed partial class SettingNamesTests
{
    private const string Page = "docs/settings.md";

    /// <summary>What only compose files, PostgreSQL's image and deploy.sh use.</summary>
    private static readonly string[] OfTheDeployment = ["DOMAIN", "ACME_EMAIL", "POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_REPLICATION_PASSWORD", "POSTGRES_PEER"];

    /// <summary>ASP.NET's and .NET's own.</summary>
    private static readonly string[] OfTheFramework = ["ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "DOTNET_EnableDiagnostics"];

    [Theory]
    [InlineData("deploy/compose.yml", @"^ {4,6}([A-Z_]+):")]
    [InlineData("deploy/compose.cluster.yml", @"^ {4,6}([A-Z_]+):")]
    [InlineData("deploy/.env.example", @"^(\w+)=")]
    [InlineData("deploy/systemd/environment.example", @"^(\w+)=")]
    [InlineData("deploy/systemd/gcd.service", @"^Environment=(\w+)=")]
    [InlineData("Containerfile", @"^(?:ENV|   ) (\w+)=\S*(?: \\)?$")]
    public void The_code_knows_every_setting_of_the_deployment(string file, string pattern)
    {
        var names = Regex.Matches(Repository.Read(file), pattern, RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(names);
        Assert.Empty(names.Except(SettingNames.ReadByTheCode()).Except(OfTheDeployment).Except(OfTheFramework));
    }

    [Fact]
    public void Every_setting_that_is_read_has_its_name_in_the_list_and_no_other()
    {
        Assert.DoesNotContain(SettingNames.ReadByTheCode(), name => !KnownSettings.Has(name) && name != "urls");
        Assert.Equal([], KnownSettings.All.Except(SettingNames.ReadByTheCode()));
    }

    [Fact]
    public void The_code_knows_every_setting_of_the_page()
    {
        Assert.Contains("GOOGLE_ENCRYPTION_KEY", OnThePage());
        Assert.Empty(OnThePage().Except(SettingNames.ReadByTheCode()).Except(OfTheFramework));
    }

    [Fact]
    public void The_page_knows_every_setting_of_the_code() => Assert.Empty(SettingNames.ReadByTheCode().Except(OnThePage()).Except(NoLongerNeeded()));

    private static HashSet<string> OnThePage() =>
        [.. Rows().Matches(Repository.Read(Page)).SelectMany(row => Names().Matches(row.Groups[1].Value)).Select(name => name.Groups[1].Value)];

    private static IEnumerable<string> NoLongerNeeded() =>
        Names().Matches(Repository.Read(Page).Split('\n').Single(line => line.StartsWith("The earlier service's", StringComparison.Ordinal))).Select(name => name.Groups[1].Value);

    [GeneratedRegex(@"^\| (`.*?) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"`([A-Z][A-Z_]+)`")]
    private static partial Regex Names();
}
