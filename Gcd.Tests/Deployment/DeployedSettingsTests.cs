using Gcd.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;

namespace Gcd.Tests.Deployment;

/// <summary>deploy.sh to its end, with a stand-in for podman: no setting that Gcd refuses may take the running service away.</summary>
public sealed class DeployedSettingsTests
{
    [Fact]
    public async Task Good_settings_are_read_by_the_new_image_before_anything_is_replaced()
    {
        using var folder = Folder();
        using var podman = new StandInPodman();

        var (exit, output, errors) = await podman.DeployAsync(folder);

        Assert.True(exit == 0, errors);
        Assert.Contains("Gcd runs: https://contacts.example.org/", output, StringComparison.Ordinal);
        var calls = podman.Calls.ToList();
        var build = calls.FindIndex(call => call.StartsWith("podman build ", StringComparison.Ordinal));
        var check = calls.FindIndex(call => call.StartsWith("podman run ", StringComparison.Ordinal));
        var stop = calls.FindIndex(call => call.StartsWith("podman stop ", StringComparison.Ordinal));
        Assert.True(build >= 0 && check > build && stop > check, string.Join('\n', calls));
    }

    [Fact]
    public async Task Settings_that_Gcd_refuses_are_told_in_its_words_and_what_runs_goes_on()
    {
        using var folder = Folder(("TRUSTED_PROXIES", "foo"), ("PAGE_SIZE", "0"), ("METRICS_TOKEN", "canary"));
        using var podman = new StandInPodman();

        var (exit, _, errors) = await podman.DeployAsync(folder);

        Assert.Equal(78, exit);
        Assert.Contains("Nothing was replaced", errors, StringComparison.Ordinal);
        Assert.Contains("TRUSTED_PROXIES: 'foo' is neither", errors, StringComparison.Ordinal);
        Assert.Contains("PAGE_SIZE: '0' is not allowed", errors, StringComparison.Ordinal);
        Assert.Contains("METRICS_TOKEN: the value is not allowed", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", errors, StringComparison.Ordinal);
        AssertNothingReplaced(podman);
    }

    [Theory]
    [InlineData("compose.yml", "ALLOWED_HOSTS: ${DOMAIN},localhost", "ALLOWED_HOSTS: \"${DOMAIN},a b\"  # by hand", "ALLOWED_HOSTS: 'a b' is no host name")]
    [InlineData("compose.yml", "TRUSTED_PROXIES: ${TRUSTED_PROXIES:-10.89.41.0/24}", "TRUSTED_PROXIES: ${TRUSTED_PROXIES:-10.89.41.0/99}", "TRUSTED_PROXIES: '10.89.41.0/99' is neither")]
    [InlineData("compose.cluster.yml", "TOKEN_STORE: postgres", "TOKEN_STORE: 'postgress'", "TOKEN_STORE: 'postgress' is not allowed")]
    public async Task What_was_changed_in_the_compose_file_is_read_too(string file, string published, string changed, string words)
    {
        using var folder = Folder();
        var text = folder.Read(file);
        Assert.Contains(published, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.PathOf(file), text.Replace(published, changed, StringComparison.Ordinal));
        using var podman = new StandInPodman();

        var (exit, _, errors) = await podman.DeployAsync(folder, file == "compose.yml" ? [] : ["--cluster"]);

        Assert.Equal(78, exit);
        Assert.Contains(words, errors, StringComparison.Ordinal);
        AssertNothingReplaced(podman);
    }

    [Fact]
    public async Task The_clusters_settings_are_read_and_its_password_stands_in_no_command_line()
    {
        using var folder = Folder();
        using var podman = new StandInPodman();

        var (exit, output, errors) = await podman.DeployAsync(folder, "--cluster");

        Assert.True(exit == 0, errors);
        var check = Assert.Single(podman.Calls, call => call.StartsWith("podman run ", StringComparison.Ordinal));
        Assert.Contains(" -e POSTGRES_CONNECTION ", check, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.SettingOf("POSTGRES_REPLICATION_PASSWORD"), string.Join('\n', podman.Calls) + output + errors, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.SettingOf("POSTGRES_PASSWORD"), string.Join('\n', podman.Calls) + output + errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_standby_comes_before_the_instances_and_a_database_of_an_earlier_release_is_started_anew_for_it(bool isEarlier)
    {
        using var folder = Folder();
        using var podman = new StandInPodman { IsEarlier = isEarlier };

        var (exit, _, errors) = await podman.DeployAsync(folder, "--cluster");

        Assert.True(exit == 0, errors);
        const string postgres = "google-contacts-downloader-postgres";
        string[] order =
        [
            "podman-compose -f compose.cluster.yml up -d postgres", $"podman exec {postgres} bash /gcd/postgres.sh pair",
            "podman-compose -f compose.cluster.yml up -d postgres-2", $"podman exec {postgres} timeout 300 bash /gcd/postgres.sh together",
            "podman-compose -f compose.cluster.yml up -d google-contacts-downloader-1",
        ];
        Assert.Equal(order, podman.Calls.Where(order.Contains));
        Assert.Equal(isEarlier, podman.Calls.Contains($"podman rm --ignore {postgres}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_the_first_database_lost_its_data_it_comes_after_the_second_or_not_at_all(bool isSecondSilent)
    {
        using var folder = Folder();
        using var podman = new StandInPodman { IsLost = true, IsSilent = isSecondSilent };

        var (exit, _, errors) = await podman.DeployAsync(folder, "--cluster");

        const string compose = "podman-compose -f compose.cluster.yml up -d";
        string[] starts = [$"{compose} postgres-2", $"{compose} postgres", $"{compose} google-contacts-downloader-1"];
        Assert.Equal(isSecondSilent ? 1 : 0, exit);
        Assert.Equal(isSecondSilent ? starts[..1] : starts, podman.Calls.Where(starts.Contains));
        Assert.Equal(isSecondSilent, errors.Contains("No new database was made", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_image_that_cannot_be_run_replaces_nothing_and_is_no_fault_of_the_settings()
    {
        using var folder = Folder();
        using var podman = new StandInPodman { FailsWith = 125 };

        var (exit, _, errors) = await podman.DeployAsync(folder, "--no-build");

        Assert.Equal(1, exit);
        Assert.Contains("podman run ended with 125", errors, StringComparison.Ordinal);
        Assert.Contains("no such image", errors, StringComparison.Ordinal);
        AssertNothingReplaced(podman);
    }

    // The script names all that is wrong at once, so a run tries a value of each; a start of it costs as much as one of Gcd.
    [Theory]
    [InlineData(true, "DRAIN_SECONDS=0", "SHUTDOWN_SECONDS=1", "LIMIT_SIGN_INS=0", "LIMIT_FAILED_TOKENS=1000000")]
    [InlineData(true, "DRAIN_SECONDS=600", "SHUTDOWN_SECONDS=3600", "LIMIT_SIGN_INS=1000000")]
    [InlineData(false, "DRAIN_SECONDS=601", "SHUTDOWN_SECONDS=0", "LIMIT_SIGN_INS=1000001", "LIMIT_FAILED_TOKENS=1000001")]
    [InlineData(false, "SHUTDOWN_SECONDS=3601", "LIMIT_SIGN_INS=-1")]
    public async Task A_number_that_the_script_needs_itself_is_allowed_where_Gcd_allows_it(bool areAllowed, params string[] settings)
    {
        var numbers = settings.Select(setting => setting.Split('=') is [var name, var value] ? (Name: name, Value: value) : default).ToArray();
        using var folder = Folder(numbers);

        var (exit, _, errors) = await folder.DeployAsync("--dry-run");

        Assert.Equal(areAllowed ? 0 : 78, exit);
        Assert.All(numbers, number =>
        {
            Assert.Equal(areAllowed, !errors.Contains($"{number.Name}: '{number.Value}' is no whole number", StringComparison.Ordinal));
            Assert.Equal(areAllowed, IsAllowedByGcd(number.Name, number.Value));
        });
    }

    [Fact]
    public async Task A_dry_run_does_not_call_good_what_it_has_not_checked()
    {
        using var folder = Folder(("PAGE_SIZE", "0"));

        var (exit, output, _) = await folder.DeployAsync("--dry-run");

        Assert.Equal(0, exit);
        Assert.DoesNotContain("the settings are good", output, StringComparison.Ordinal);
        Assert.Contains("DOMAIN, ACME_EMAIL and the key are good; Gcd itself checks the rest before anything is replaced.", output, StringComparison.Ordinal);
        Assert.Matches("Would run: podman run .* health\n", output);
    }

    private static DeploymentFolder Folder(params (string Name, string Value)[] settings)
    {
        var folder = new DeploymentFolder();
        folder.Set([("DOMAIN", "contacts.example.org"), ("ACME_EMAIL", "ops@example.org"), .. settings]);
        return folder;
    }

    private static void AssertNothingReplaced(StandInPodman podman) =>
        Assert.DoesNotContain(podman.Calls, call => call.StartsWith("podman stop", StringComparison.Ordinal) || call.StartsWith("podman rm", StringComparison.Ordinal) || call.StartsWith("podman-compose", StringComparison.Ordinal));

    private static bool IsAllowedByGcd(string name, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["GOOGLE_ENCRYPTION_KEY"] = "a-passphrase-of-ours-9f2c", [name] = value }).Build();
        try
        {
            SettingsSetup.Read(configuration, isDevelopment: false);
            return true;
        }
        catch (StartupException)
        {
            return false;
        }
    }
}
