using System.Net;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.Configuration;

namespace Gcd.Infrastructure.Commands;

/// <summary>users and revoke, done by the running service.</summary>
public sealed class UserCommandsTests
{
    [Fact]
    public async Task People_are_listed_with_counts_and_dates_and_without_secrets()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        var link = await world.MakeLinkAsync(token, """{"format":"vcard"}""");
        await world.SignInAsync(world.NewAccount());

        var (lines, end) = await RunAsync(world, CommandNames.Users);

        Assert.Equal("2 users.", end);
        var line = lines.Single(one => one.EndsWith(account.Email, StringComparison.Ordinal));
        Assert.StartsWith(UserHash.Of(account.Email), line, StringComparison.Ordinal);
        Assert.Matches("active +1 +1 +0 ", line);
        Assert.All(lines, one => Assert.False(one.Contains("gcd_", StringComparison.Ordinal) || one.Contains(link.Split('/')[2], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Revoke_removes_everything_of_one_person_and_tells_google(bool isByHash)
    {
        await using var world = await World.StartAsync();
        var (account, other) = (world.NewAccount(), world.NewAccount());
        var (token, others) = (await world.SignInAsync(account), await world.SignInAsync(other));
        var link = await world.MakeLinkAsync(token, """{"format":"vcard"}""");

        await RunAsync(world, CommandNames.Revoke, isByHash ? UserHash.Of(account.Email) : account.Email);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(world, "/me", token));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(world, link, token: null));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "/me", others));
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Revoke]);
    }

    [Fact]
    public async Task Who_is_not_there_is_named_and_nothing_is_changed()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        var refused = await Assert.ThrowsAsync<CommandException>(() => RunAsync(world, CommandNames.Revoke, "nobody@example.com"));
        Assert.Contains("There is no user 'nobody@example.com'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, "/me", token));
    }

    private static async Task<(IReadOnlyList<string> Lines, string End)> RunAsync(World world, string command, string? user = null)
    {
        // What is asked of the service's socket needs none of its secrets.
        var settings = SettingsSetup.Read(
            new ConfigurationBuilder().AddInMemoryCollection([new("GOOGLE_DATABASE", world.DatabasePath), new("GOOGLE_ENCRYPTION_KEY", IStoreForTests.NewKey())]).Build(),
            isDevelopment: false);
        var lines = new List<string>();
        var end = await StoreCommands.RunAsync(
            new CommandRequest { Command = command, User = user },
            settings,
            line =>
            {
                lines.Add(line);
                return Task.CompletedTask;
            },
            default);
        return (lines, end);
    }

    private static async Task<HttpStatusCode> StatusAsync(World world, string path, string? token)
    {
        using var reply = await world.GetAsync(path, token);
        return reply.StatusCode;
    }
}
