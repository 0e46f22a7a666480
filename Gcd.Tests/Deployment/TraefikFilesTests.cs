using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Deployment;

/// <summary>generate-traefik-config.sh by itself; what deploy.sh makes by it is seen in DeployScriptTests.</summary>
public sealed class TraefikFilesTests
{
    [Fact]
    public async Task Each_instance_that_is_named_is_a_server()
    {
        using var folder = new DeploymentFolder();

        var (exit, _, errors) = await GenerateAsync(folder, "contacts.example.org", "ops@example.org", "gcd-1", "gcd-2");

        Assert.True(exit == 0, errors);
        Assert.Contains("          - url: \"http://gcd-1:8000\"\n          - url: \"http://gcd-2:8000\"\n", folder.Read("traefik-dynamic.yml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ops@example.org", "gcd", "DOMAIN: '' is no full host name")]
    [InlineData("foo..org", "ops@example.org", "gcd", "DOMAIN: 'foo..org' is no full host name")]
    [InlineData("-a.org", "ops@example.org", "gcd", "DOMAIN: '-a.org' is no full host name")]
    [InlineData("contacts", "ops@example.org", "gcd", "DOMAIN: 'contacts' is no full host name")]
    [InlineData("192.0.2.7", "ops@example.org", "gcd", "DOMAIN: '192.0.2.7' is no full host name")]
    [InlineData("contacts.example.org", "ops", "gcd", "ACME_EMAIL: 'ops' is no mail address")]
    [InlineData("contacts.example.org", "ops@example.org", "\"", "INSTANCE: '\"' is no name of a container")]
    [InlineData("contacts.example.org", "ops@example.org", "", "INSTANCE: '' is no name of a container")]
    public async Task What_would_make_a_broken_file_is_refused_by_its_name_with_the_rule(string domain, string email, string instance, string reason)
    {
        using var folder = new DeploymentFolder();

        var (exit, _, errors) = await GenerateAsync(folder, domain, email, instance);

        Assert.Equal(78, exit);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Contains("Give ", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf("traefik.yml")));
        Assert.False(File.Exists(folder.PathOf("traefik-dynamic.yml")));
    }

    private static Task<(int ExitCode, string Output, string Errors)> GenerateAsync(DeploymentFolder folder, string domain, string email, params string[] instances) =>
        Tool.RunAsync("/usr/bin/env", [$"DOMAIN={domain}", $"ACME_EMAIL={email}", folder.PathOf("generate-traefik-config.sh"), .. instances]);
}
