using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Deployment;

/// <summary>The compose files as `docker-compose config` understands them. (Debian's podman-compose has no such command yet.)</summary>
public sealed partial class ComposeFileTests
{
    // Read once each, for all tests.
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Configs = new(StringComparer.Ordinal);

    [SkippableTheory]
    [InlineData("compose.yml", 1)]
    [InlineData("compose.cluster.yml", 3)]
    public async Task They_are_valid_and_give_Gcd_no_more_rights_than_it_needs(string file, int instances)
    {
        var services = ServicesIn(await ConfigAsync(file));

        var gcds = services.Where(service => service.Key.StartsWith("google-contacts-downloader", StringComparison.Ordinal)).ToList();
        Assert.Equal(instances, gcds.Count);
        foreach (var (name, text) in gcds)
        {
            Assert.Contains($"container_name: {name}\n", text, StringComparison.Ordinal);
            Assert.Contains("read_only: true", text, StringComparison.Ordinal);
            Assert.Contains("cap_drop:\n    - ALL", text, StringComparison.Ordinal);
            Assert.Contains("- no-new-privileges", text, StringComparison.Ordinal);
            Assert.Contains("stop_grace_period: 45s", text, StringComparison.Ordinal);
            Assert.Matches(@"test:\n\s+- CMD\n\s+- dotnet\n\s+- /app/Gcd.dll\n\s+- health\n", text);
            Assert.Contains("OAUTH_REDIRECT_URI: https://contacts.example.org/oauth2callback", text, StringComparison.Ordinal);
            Assert.DoesNotContain("user: ", text, StringComparison.Ordinal);
        }
    }

    [SkippableTheory]
    [InlineData("compose.yml")]
    [InlineData("compose.cluster.yml")]
    public async Task Nothing_but_the_proxys_http_and_https_is_published_beyond_loopback_and_no_socket_is_handed_in(string file)
    {
        var config = await ConfigAsync(file);

        // docker-compose prints ports without an address in the long form.
        Assert.Equal(["443", "80"], Published().Matches(config).Select(port => port.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.All(Ports().Matches(config), port => Assert.StartsWith("127.0.0.1:", port.Groups[1].Value, StringComparison.Ordinal));
        Assert.Contains("127.0.0.1:8081:8081/tcp", config, StringComparison.Ordinal);
        Assert.DoesNotContain(".sock", config, StringComparison.Ordinal);
        Assert.DoesNotContain("network_mode", config, StringComparison.Ordinal);
        Assert.DoesNotContain("privileged: true", config, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("compose.yml")]
    [InlineData("compose.cluster.yml")]
    public async Task The_proxys_network_is_the_one_whose_word_Gcd_believes(string file)
    {
        var config = await ConfigAsync(file);
        var subnet = Regex.Match(config, @"subnet: (\S+)").Groups[1].Value;

        Assert.NotEmpty(subnet);
        Assert.Contains($"TRUSTED_PROXIES: {subnet}", config, StringComparison.Ordinal);
        Assert.Contains($"readonly subnet={subnet}\n", Repository.Read("deploy/deploy.sh"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_two_databases_follow_each_other_on_the_inner_network_alone_and_Gcd_knows_both()
    {
        var services = ServicesIn(await ConfigAsync("compose.cluster.yml"));

        foreach (var (name, peer, start, volume) in new[] { ("postgres", "postgres-2", "begin", "postgres-data"), ("postgres-2", "postgres", "follow", "postgres-2-data") })
        {
            Assert.Contains($"POSTGRES_PEER: {peer}\n", services[name], StringComparison.Ordinal);
            Assert.Matches("POSTGRES_REPLICATION_PASSWORD: [A-Za-z0-9]{20,}\n", services[name]);
            Assert.Matches($@"command:\n\s+- bash\n\s+- /gcd/postgres.sh\n\s+- {start}\n", services[name]);
            Assert.Matches($@"networks:\n\s+back: (null|\{{\}})\n", services[name]);
            Assert.Matches($@"- (source: )?{volume}\b", services[name]);
            Assert.DoesNotContain("ports:", services[name], StringComparison.Ordinal);
        }

        Assert.All(services.Where(service => service.Key.StartsWith("google-contacts-downloader", StringComparison.Ordinal)),
            service => Assert.Contains("POSTGRES_CONNECTION: Host=postgres,postgres-2;", service.Value, StringComparison.Ordinal));
    }

    private static Task<string> ConfigAsync(string file) => Configs.GetOrAdd(file, static name => new(() => ReadConfigAsync(name))).Value;

    private static async Task<string> ReadConfigAsync(string file)
    {
        var compose = Tool.Require("docker-compose");
        using var folder = new DeploymentFolder();
        folder.Set(("DOMAIN", "contacts.example.org"), ("ACME_EMAIL", "ops@example.org"));
        Assert.Equal(0, (await folder.DeployAsync("--prepare", "--cluster")).ExitCode);
        var (exit, output, errors) = await Tool.RunAsync(compose, "--project-directory", folder.Root, "--env-file", folder.PathOf(".env"), "-f", folder.PathOf(file), "config");
        Assert.True(exit == 0, errors);
        return output;
    }

    /// <summary>The text of each service, which docker-compose prints indented by two.</summary>
    private static Dictionary<string, string> ServicesIn(string config) =>
        Services().Matches(config[config.IndexOf("services:\n", StringComparison.Ordinal)..]).ToDictionary(service => service.Groups[1].Value, service => service.Groups[2].Value);

    [GeneratedRegex(@"^  ([a-z0-9-]+):\n((?:    .*\n|      .*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Services();

    [GeneratedRegex("""^\s+- "?([\d.]+:[\d:.]+(?:/tcp)?)"?$""", RegexOptions.Multiline)]
    private static partial Regex Ports();

    [GeneratedRegex(@"published: (\d+)")]
    private static partial Regex Published();
}
