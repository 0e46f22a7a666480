using System.Text.RegularExpressions;
using Gcd.Infrastructure.Settings;
using Gcd.Tests.Structure;
using Microsoft.Extensions.Configuration;

namespace Gcd.Tests.Deployment;

/// <summary>The code, README's table and the files of deploy/ speak of the same settings.</summary>
public sealed partial class SettingNamesTests
{
    /// <summary>What compose files, PostgreSQL's image and deploy.sh alone use.</summary>
    private static readonly string[] OfTheDeployment = ["DOMAIN", "ACME_EMAIL", "POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD"];

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
        Assert.Empty(names.Except(ReadByTheCode()).Except(OfTheDeployment).Except(OfTheFramework));
    }

    [Fact]
    public void Every_setting_that_is_read_has_its_name_in_the_list_and_no_other()
    {
        Assert.Empty(ReadByTheCode().Where(name => !SettingNames.IsKnown(name) && name != "urls"));
        Assert.Empty(SettingNames.All.Except(ReadByTheCode()));
    }

    [Fact]
    public void The_code_knows_every_setting_of_README()
    {
        Assert.Contains("GOOGLE_ENCRYPTION_KEY", InTheReadme());
        Assert.Empty(InTheReadme().Except(ReadByTheCode()).Except(OfTheFramework));
    }

    [Fact]
    public void README_knows_every_setting_of_the_code() => Assert.Empty(ReadByTheCode().Except(InTheReadme()).Except(NoLongerNeeded()));

    /// <summary>Every variable that is looked for at start, with each store.</summary>
    private static HashSet<string> ReadByTheCode()
    {
        var looks = new Looks();
        foreach (var store in new[] { "litedb", "sqlite", "postgres" })
        {
            var configuration = new ConfigurationBuilder().Add(looks).AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["TOKEN_STORE"] = store,
                ["POSTGRES_CONNECTION"] = "Host=db.example.com",
                ["GOOGLE_ENCRYPTION_KEY"] = "a-passphrase-of-ours-9f2c",
            }).Build();
            SettingsSetup.Read(configuration, isDevelopment: false);
        }

        // The in-memory values are found before the watcher is asked.
        return [.. looks.Names, "TOKEN_STORE", "POSTGRES_CONNECTION", "GOOGLE_ENCRYPTION_KEY"];
    }

    private static HashSet<string> InTheReadme()
    {
        var settings = Section().Match(Repository.Read("README.md")).Value;
        return [.. Rows().Matches(settings).SelectMany(row => Names().Matches(row.Groups[1].Value)).Select(name => name.Groups[1].Value)];
    }

    private static IEnumerable<string> NoLongerNeeded() =>
        Names().Matches(Section().Match(Repository.Read("README.md")).Value.Split('\n').Single(line => line.StartsWith("The earlier service's", StringComparison.Ordinal))).Select(name => name.Groups[1].Value);

    [GeneratedRegex(@"^## Settings\n.*?(?=^## )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| (`.*?) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"`([A-Z][A-Z_]+)`")]
    private static partial Regex Names();

    /// <summary>A source of configuration that has nothing and remembers what it was asked for.</summary>
    private sealed class Looks : ConfigurationProvider, IConfigurationSource
    {
        public HashSet<string> Names { get; } = [];

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Names.Add(key);
            value = null;
            return false;
        }
    }
}
