using System.Globalization;
using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

public sealed class StartTests
{
    private const int ExConfig = 78;

    [Fact]
    public async Task All_bad_settings_are_named_and_the_exit_code_is_78()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["PORT"] = "99999";
        gcd.Settings["PAGE_SIZE"] = "many";
        gcd.Settings["PROTOCOL"] = "gopher";
        gcd.Settings["GOOGLE_PEOPLE_ENDPOINT"] = "http://people.example.com";
        gcd.Settings["GOOGLE_ENCRYPTION_KEY"] = "canary-of-a-key";
        gcd.Settings["ENCRYPTION_KEY"] = "canary-of-an-alias";

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Contains("PORT: '99999'", gcd.Output, StringComparison.Ordinal);
        Assert.Contains("PAGE_SIZE: 'many'", gcd.Output, StringComparison.Ordinal);
        Assert.Contains("PROTOCOL: 'gopher'", gcd.Output, StringComparison.Ordinal);
        Assert.Contains("GOOGLE_PEOPLE_ENDPOINT: 'http://people.example.com'", gcd.Output, StringComparison.Ordinal);
        Assert.Contains("GOOGLE_ENCRYPTION_KEY: ", gcd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", gcd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gcd.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(gcd.DatabasePath));
    }

    [Theory]
    [InlineData("Production", "secret", "is a placeholder")]
    [InlineData("Production", null, "is not set")]
    [InlineData(null, "your-encryption-key-here", "is a placeholder")]
    public async Task Without_a_key_of_its_own_Gcd_does_not_start_outside_Development(string? environment, string? key, string reason)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["ASPNETCORE_ENVIRONMENT"] = environment;
        gcd.Settings["DOTNET_ENVIRONMENT"] = null;
        gcd.Settings["GOOGLE_ENCRYPTION_KEY"] = key;

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Contains($"GOOGLE_ENCRYPTION_KEY: {reason}", gcd.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(gcd.DatabasePath));
    }

    [Fact]
    public async Task A_second_process_on_the_same_database_is_refused_and_the_first_goes_on()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        await gcd.StartAsync();
        var token = await gcd.SignInAsync();
        gcd.Settings["PORT"] = World.FreePort().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Contains("is in use by another Gcd", gcd.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(token));
        Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(await gcd.SignInAsync()));
    }

    [Fact]
    public async Task After_a_kill_it_starts_with_the_lock_file_left_behind_and_knows_every_token_it_gave()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        var tokens = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            var process = await gcd.StartAsync();
            foreach (var token in tokens)
            {
                Assert.Equal(HttpStatusCode.OK, await gcd.MeAsync(token));
            }

            tokens.Add(await gcd.SignInAsync());
            process.Kill();
            await GcdUnderTest.EndAsync(process);
            Assert.True(File.Exists(gcd.DatabasePath + ".lock"));
        }
    }

    [Fact]
    public async Task Another_key_is_refused_and_the_database_stays_as_it_was()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        var process = await gcd.StartAsync();
        await gcd.SignInAsync();
        await process.StopAsync();
        var before = await File.ReadAllBytesAsync(gcd.DatabasePath);
        gcd.Settings["GOOGLE_ENCRYPTION_KEY"] = "another passphrase";

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Contains("sealed under another key", gcd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("another passphrase", gcd.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(gcd.DatabasePath));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_and_the_exit_code_is_78()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, gcd.Address.Port);
        other.Start();

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Contains("PORT: ", gcd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gcd.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("http://203.0.113.7:8000")]
    [InlineData("http://127.0.0.1:8000/path")]
    public async Task An_address_that_it_cannot_listen_on_is_told_and_the_exit_code_is_78(string urls)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["ASPNETCORE_URLS"] = urls;

        Assert.Equal(ExConfig, await gcd.RunAsync());

        Assert.Contains("Gcd cannot listen where it was told to", gcd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CommandSessionFailed", gcd.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named_and_the_exit_code_is_78()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(gcd.Folder, "appsettings.json"), "{");

        Assert.Equal(ExConfig, await gcd.RunAsync());
        Assert.Equal(ExConfig, (await gcd.RunCommandAsync("health")).ExitCode);

        Assert.Contains("appsettings.json", gcd.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gcd.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_credentials_file_it_starts_and_says_at_once_that_nobody_can_sign_in()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        File.Delete(Path.Combine(gcd.Folder, "credentials.json"));

        await gcd.StartAsync();

        await Eventually.TrueAsync(() => Task.FromResult(gcd.Output.Contains("CredentialsUnusable", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Told_to_stop_it_ends_with_0()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        var process = await gcd.StartAsync();

        await process.StopAsync();

        Assert.Equal(0, process.ExitCode);
    }
}
