using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;

namespace Gcd.Tests.Processes;

/// <summary>scripts/smoke-test.sh, as people run it.</summary>
public sealed class SmokeTests
{
    private static string Script => Path.Combine(Repository.Root, "scripts", "smoke-test.sh");

    [SkippableTheory]
    [InlineData(2_500)]
    [InlineData(0)]
    public async Task The_smoke_test_walks_through_a_service_that_works(int contacts)
    {
        var shell = RequireTools();
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts);
        var (exit, output, errors) = await Tool.RunAsync(shell, Script, "--login-hint", account.Email, world.Address.AbsoluteUri);

        Assert.True(exit == 0, output + errors);
        Assert.Contains($"signed in as {account.Email}", output, StringComparison.Ordinal);
        Assert.Contains($"{contacts} contacts", output, StringComparison.Ordinal);
        Assert.Contains("All 10 steps are as expected.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("gcd_", output + errors, StringComparison.Ordinal);
        using var metrics = await world.GetAsync("/metrics");
        Assert.Contains("gcd_active_tokens_total 0", await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_pasted_token_is_tried_and_can_be_kept()
    {
        var shell = RequireTools();
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        var (exit, output, errors) = await Tool.RunAsync(shell, "-c", $"echo {token} | {Script} --keep-token {world.Address}");

        Assert.True(exit == 0, output + errors);
        Assert.Contains("Open this address in a browser", output, StringComparison.Ordinal);
        using var me = await world.GetAsync("/me", token);
        Assert.Equal(System.Net.HttpStatusCode.OK, me.StatusCode);
    }

    [SkippableFact]
    public async Task The_first_difference_ends_the_smoke_test_with_what_helps()
    {
        var shell = RequireTools();
        await using var world = await World.StartAsync();
        File.Delete(world.CredentialsPath);
        var (exit, _, errors) = await Tool.RunAsync(shell, Script, world.Address.AbsoluteUri);

        Assert.Equal(1, exit);
        Assert.Contains("NOT OK 1: the service works", errors, StringComparison.Ordinal);
        Assert.Contains("Credentials file not found", errors, StringComparison.Ordinal);
        Assert.Contains("what helps: ", errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_smoke_test_tells_when_nobody_answers()
    {
        var (exit, _, errors) = await Tool.RunAsync(RequireTools(), Script, $"http://localhost:{World.FreePort()}");
        Assert.Equal(1, exit);
        Assert.Contains("see that Gcd runs", errors, StringComparison.Ordinal);
    }

    private static string RequireTools()
    {
        Tool.Require("curl");
        Tool.Require("jq");
        return Tool.Require("sh");
    }
}
