using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Deployment;

/// <summary>deploy.sh without its start, in a copy of its folder.</summary>
public sealed class DeployScriptTests
{
    private static readonly (string Name, string Value)[] Good = [("DOMAIN", "contacts.example.org"), ("ACME_EMAIL", "ops@example.org")];

    [Fact]
    public async Task A_dry_run_says_what_it_would_make_and_run_and_changes_nothing()
    {
        using var folder = new DeploymentFolder();
        folder.Set(Good);
        var before = folder.Content;

        var (exit, output, errors) = await folder.DeployAsync("--dry-run");

        Assert.True(exit == 0, errors);
        Assert.Contains("Would make an encryption key", output, StringComparison.Ordinal);
        Assert.Contains("Would make traefik.yml and traefik-dynamic.yml for contacts.example.org", output, StringComparison.Ordinal);
        Assert.Contains("Would run: podman-compose -f compose.yml up -d google-contacts-downloader", output, StringComparison.Ordinal);
        Assert.Equal(before, folder.Content);
    }

    [Fact]
    public async Task It_makes_a_key_and_the_proxys_files()
    {
        using var folder = new DeploymentFolder();
        folder.Set(Good);

        var (exit, output, errors) = await folder.DeployAsync("--prepare");

        Assert.True(exit == 0, errors);
        Assert.Equal(32, Convert.FromBase64String(folder.SettingOf("ENCRYPTION_KEY")).Length);
        Assert.Equal("600", OperatingSystem.IsWindows() ? string.Empty : Convert.ToString((int)File.GetUnixFileMode(folder.PathOf(".env")), 8));
        Assert.DoesNotContain(folder.SettingOf("ENCRYPTION_KEY"), output + errors, StringComparison.Ordinal);
        Assert.Contains("Host(`contacts.example.org`)", folder.Read("traefik-dynamic.yml"), StringComparison.Ordinal);
        Assert.Contains("http://google-contacts-downloader:8000", folder.Read("traefik-dynamic.yml"), StringComparison.Ordinal);
        Assert.Contains("email: \"ops@example.org\"", folder.Read("traefik.yml"), StringComparison.Ordinal);
        Assert.DoesNotContain("@", folder.Read("traefik-dynamic.yml"), StringComparison.Ordinal);
        Assert.DoesNotContain("run: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_again_it_keeps_the_keys_and_the_settings()
    {
        using var folder = new DeploymentFolder();
        folder.Set(Good);
        Assert.Equal(0, (await folder.DeployAsync("--prepare", "--cluster")).ExitCode);
        var before = folder.Environment;

        var (exit, output, _) = await folder.DeployAsync("--prepare", "--cluster");

        Assert.Equal(0, exit);
        Assert.Equal(before, folder.Environment);
        Assert.DoesNotContain("Made an encryption key", output, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9]{20,}$", folder.SettingOf("POSTGRES_PASSWORD"));
        Assert.Matches("^[A-Za-z0-9]{20,}$", folder.SettingOf("POSTGRES_REPLICATION_PASSWORD"));
        Assert.Contains("http://google-contacts-downloader-3:8000", folder.Read("traefik-dynamic.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_settings_it_makes_the_file_for_them_and_names_what_is_missing()
    {
        using var folder = new DeploymentFolder();

        var (exit, _, errors) = await folder.DeployAsync("--prepare");

        Assert.Equal(78, exit);
        Assert.Contains("DOMAIN: is not set", errors, StringComparison.Ordinal);
        Assert.Contains("ACME_EMAIL: is not set", errors, StringComparison.Ordinal);
        Assert.Equal(folder.Read(".env.example"), folder.Environment);
        Assert.False(File.Exists(folder.PathOf("traefik.yml")));
    }

    // All that is wrong is named at once, so one run can try a value of each setting.
    private static readonly (string Name, string Value, string Reason)[][] NotGood =
    [
        [
            ("DOMAIN", "https://contacts.example.org", "has a scheme"), ("ACME_EMAIL", "ops", "is no mail address"), ("LIMIT_SIGN_INS", "many", "is no whole number"),
            ("OPERATOR_NAME", "Ada # that is me", "a comment stands behind its value"), ("DATABASE_PATH", "/app/data/credentials.db", "because compose.yml says it"),
            ("ALLOWED_HOSTS", "contacts.internal", "because compose.yml says it"), ("SHUTDOWN_SECONDS", "long", "is no whole number of seconds"),
            ("OAUTH_REDIRECT_URI", "https://other.example.org/oauth2callback", "because compose.yml says it"),
        ],
        [("DOMAIN", "contacts.example.org/gcd", "has a path"), ("ACME_EMAIL", "admin@example.com", "is the placeholder")],
        [("DOMAIN", "contacts.example.org:443", "has a port")],
        [("DOMAIN", "contacts.example.com", "is the placeholder")],
        [("DOMAIN", "192.0.2.7", "is an address")],
        [("DOMAIN", "contacts", "is no full host name")],
        [("DOMAIN", "con tacts.example.org", "is no full host name")],
        [("DOMAIN", "foo..org", "is no full host name")],
        [("DOMAIN", "-a.org", "is no full host name")],
        [("DOMAIN", "a`) || PathPrefix(`.example.org", "is no full host name")],
        [("DOMAIN", "\"contacts.example.org\"", "stands in quotes")],
    ];

    public static TheoryData<int> RunsNotGood => [.. Enumerable.Range(0, NotGood.Length)];

    [Theory]
    [MemberData(nameof(RunsNotGood))]
    public async Task A_setting_that_is_not_good_is_named_with_the_remedy_and_78(int run)
    {
        var settings = NotGood[run];
        using var folder = new DeploymentFolder();
        folder.Set([.. Good.ExceptBy(settings.Select(setting => setting.Name), setting => setting.Name), .. settings.Select(setting => (setting.Name, setting.Value))]);

        var (exit, output, errors) = await folder.DeployAsync("--dry-run");

        Assert.Equal(78, exit);
        Assert.All(settings, setting => Assert.Contains(errors.Split('\n'), line => line.Contains($"{setting.Name}: ", StringComparison.Ordinal) && line.Contains(setting.Reason, StringComparison.Ordinal)));
        Assert.DoesNotContain("Would run", output, StringComparison.Ordinal);
        Assert.Equal(string.Empty, folder.SettingOf("ENCRYPTION_KEY"));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("your-encryption-key-here")]
    [InlineData("your-very-secure-random-key-here")]
    public async Task A_placeholder_for_the_key_is_refused(string key)
    {
        using var folder = new DeploymentFolder();
        folder.Set([.. Good, ("ENCRYPTION_KEY", key)]);

        var (exit, _, errors) = await folder.DeployAsync("--dry-run");

        Assert.Equal(78, exit);
        Assert.Contains("ENCRYPTION_KEY: is a placeholder", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_setting_is_told_by_its_number_without_what_it_holds()
    {
        using var folder = new DeploymentFolder();
        folder.Set(Good);
        await File.AppendAllTextAsync(folder.PathOf(".env"), "export ENCRYPTION_KEY=canary\n");

        var (exit, output, errors) = await folder.DeployAsync("--dry-run");

        Assert.Equal(78, exit);
        Assert.Contains(".env, line ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containers_and_proxy_get_as_long_to_stop_as_the_settings_say()
    {
        using var folder = new DeploymentFolder();
        folder.Set([.. Good, ("SHUTDOWN_SECONDS", "600"), ("DRAIN_SECONDS", "08")]);

        var (_, output, _) = await folder.DeployAsync("--dry-run");
        await folder.DeployAsync("--prepare");

        Assert.Contains("podman stop --ignore --time 618 google-contacts-downloader\n", output, StringComparison.Ordinal);
        Assert.Contains("podman stop --ignore --time 623 google-contacts-downloader-proxy\n", output, StringComparison.Ordinal);
        Assert.Contains("graceTimeOut: 618s", folder.Read("traefik.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_key_is_told_of_though_its_alias_says_it_as_well()
    {
        using var folder = new DeploymentFolder();
        folder.Set([.. Good, ("ENCRYPTION_KEY", "abcdefgh"), ("GOOGLE_ENCRYPTION_KEY", "abcdefgh")]);

        var (exit, _, errors) = await folder.DeployAsync("--dry-run");

        Assert.Equal(0, exit);
        Assert.Contains("ENCRYPTION_KEY is short", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_does_not_understand_is_answered_by_the_usage_and_64()
    {
        using var folder = new DeploymentFolder();

        var (exit, _, errors) = await folder.DeployAsync("--force");

        Assert.Equal(64, exit);
        Assert.Contains("Usage: ./deploy.sh", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.PathOf(".env")));
    }

    [SkippableFact]
    public async Task Where_Podman_runs_rootless_the_limits_by_address_are_off_with_a_warning()
    {
        Tool.RequireRoot("becoming another user");
        using var folder = new DeploymentFolder();
        folder.Set(Good);
        Assert.Equal(0, (await Tool.RunAsync("/bin/chown", "-R", "nobody", folder.Root)).ExitCode);

        var (exit, _, errors) = await Tool.RunAsync(Tool.Require("runuser"), "-u", "nobody", "--", folder.PathOf("deploy.sh"), "--prepare");

        Assert.True(exit == 0, errors);
        Assert.Contains("hides the addresses of clients", errors, StringComparison.Ordinal);
        Assert.Equal("0", folder.SettingOf("LIMIT_SIGN_INS"));
        Assert.Equal("0", folder.SettingOf("LIMIT_FAILED_TOKENS"));
    }
}
