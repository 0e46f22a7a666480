using System.Globalization;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Processes;

/// <summary>The command health beside the running service, as a container's health check runs it.</summary>
public sealed class HealthCommandTests
{
    [Theory]
    [InlineData("http://+:{0}", null)]
    [InlineData(null, "localhost")]
    [InlineData("http://127.0.0.1:{0}", "contacts.example.com,localhost")]
    [InlineData("http://localhost:{0}", "*.example.com,localhost")]
    public async Task Of_a_service_that_answers_it_says_so_and_ends_with_0(string? urls, string? allowedHosts)
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        gcd.Settings["ASPNETCORE_URLS"] = urls is null ? null : string.Format(CultureInfo.InvariantCulture, urls, gcd.Address.Port);
        gcd.Settings["ALLOWED_HOSTS"] = allowedHosts;
        await gcd.StartAsync();

        var live = await AskAsync(gcd, "health");
        var ready = await AskAsync(gcd, "health", "--ready");

        Assert.True(live.ExitCode == 0, live.Errors);
        Assert.StartsWith("Alive: http://", live.Output, StringComparison.Ordinal);
        Assert.True(ready.ExitCode == 0, ready.Errors);
        Assert.StartsWith("Ready: http://", ready.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_credentials_file_it_is_alive_and_not_ready_and_says_why()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        File.Delete(Path.Combine(gcd.Folder, "credentials.json"));
        await gcd.StartAsync();

        var live = await AskAsync(gcd, "health");
        var ready = await AskAsync(gcd, "health", "--ready");

        Assert.Equal(0, live.ExitCode);
        Assert.Equal(1, ready.ExitCode);
        Assert.Contains("answered 503: Credentials file not found", ready.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ready.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_a_unix_socket_it_asks_there()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        var socket = Path.Combine(gcd.Folder, "http.sock");
        gcd.Settings["ASPNETCORE_URLS"] = $"http://unix:{socket};{gcd.Address}";
        await gcd.StartAsync();

        var live = await AskAsync(gcd, "health");

        Assert.True(live.ExitCode == 0, live.Errors);
        Assert.Contains(socket, live.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_service_that_does_not_run_it_says_so_and_ends_with_1()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();

        var live = await gcd.RunCommandAsync("health");

        Assert.Equal(1, live.ExitCode);
        Assert.Contains("does not answer", live.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", live.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_address_of_several_that_is_silent_is_a_fault()
    {
        await using var gcd = await GcdUnderTest.CreateAsync();
        await gcd.StartAsync();

        var live = await gcd.RunCommandAsync("health", $"--urls={gcd.Address};http://localhost:{World.FreePort()}");

        Assert.Equal(1, live.ExitCode);
    }

    /// <summary>Again when no answer came in time: on a busy machine the first may take longer than the command waits.</summary>
    private static async Task<CommandUnderTest> AskAsync(GcdUnderTest gcd, params string[] command)
    {
        var asked = await gcd.RunCommandAsync(command);
        for (var again = 0; again < 10 && asked.Errors.Contains("did not answer within", StringComparison.Ordinal); again++)
        {
            asked = await gcd.RunCommandAsync(command);
        }

        return asked;
    }
}
