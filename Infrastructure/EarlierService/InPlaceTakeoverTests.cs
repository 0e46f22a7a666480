using System.Security.Cryptography;
using System.Text;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox.OAuth;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using static Gcd.Infrastructure.EarlierService.EarlierPeopleForTests;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>The first start on the earlier service's own file.</summary>
public sealed class InPlaceTakeoverTests : IDisposable
{
    private const string Fixture = "google_contacts.db";
    private static readonly IReadOnlyList<EarlierContentForTests.PersonForTests> People = EarlierFixturesForTests.Expected()[Fixture].People;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcd-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("EARLIER_ENCRYPTION_KEY")]
    [InlineData("GOOGLE_ENCRYPTION_KEY")]
    public async Task Under_the_earlier_key_or_the_same_present_one_every_token_downloads_without_a_sign_in(string setting)
    {
        await using var world = await StartAsync(Fixture, (setting, EarlierDatabaseForTests.Key));
        await RegisterAsync(world);

        foreach (var person in People.Where(person => person.RefreshToken is not null))
        {
            // Who unticked the contacts at Google then has not granted them since.
            var isGranted = person.Scopes?.Contains(GoogleScopes.Contacts) != false;
            foreach (var token in person.AccessTokens)
            {
                Assert.Equal(isGranted ? 200 : 403, await DownloadAsync(world, token));
            }
        }

        await world.StopGcdAsync();
        await AssertErasedAsync();
        Assert.Contains("TookOver", world.Logs.Text, StringComparison.Ordinal);
        Assert.All(People.SelectMany(person => person.AccessTokens), token => Assert.DoesNotContain(token, world.Logs.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_key_the_rows_stay_and_a_later_start_with_it_takes_over_who_has_not_signed_in_since()
    {
        await using var world = await StartAsync(Fixture);
        Assert.Contains("EARLIER_ENCRYPTION_KEY", world.Logs.Text, StringComparison.Ordinal);
        var (ada, bob) = (People[0], People[1]);
        Assert.Equal(401, await DownloadAsync(world, ada.AccessTokens[0]));
        var signedIn = await world.SignInAsync(world.Google.Accounts.Add(bob.Email));

        await world.RestartAsync(("EARLIER_ENCRYPTION_KEY", EarlierDatabaseForTests.Key));
        await RegisterAsync(world);

        Assert.Equal(200, await DownloadAsync(world, ada.AccessTokens[0]));
        Assert.Equal(401, await DownloadAsync(world, bob.AccessTokens[0]));
        using var me = await world.GetAsync("/me", signedIn);
        Assert.Equal(bob.Email, (string?)(await me.ReadJsonAsync())["user_email"]);
    }

    [Fact]
    public async Task What_another_key_sealed_stays_as_it_is()
    {
        await using var world = await StartAsync("google_contacts-half.db", ("EARLIER_ENCRYPTION_KEY", EarlierDatabaseForTests.Key));

        var people = EarlierFixturesForTests.Expected()["google_contacts-half.db"].People;
        var rows = world.Services.GetRequiredService<IStoreRows>();
        Assert.Equal(people.Count(person => person.Opens && person.AccessTokens.Count > 0), (await rows.ReadUsersAsync(null, 100, default)).Count);
        Assert.Equal(people.Count(person => !person.Opens || person.AccessTokens.Count == 0), await rows.CountEarlierUsersAsync(default));
        Assert.Contains("left behind: none of their tokens opens", world.Logs.Text, StringComparison.Ordinal);
        // They are not refused at the next start, which opens nothing any more.
        await world.RestartAsync();
    }

    [Fact]
    public async Task The_key_may_be_set_where_there_is_no_file_yet()
    {
        await using var world = await World.StartAsync(("TOKEN_STORE", "sqlite"), ("EARLIER_ENCRYPTION_KEY", EarlierDatabaseForTests.Key));

        Assert.Equal(200, await DownloadAsync(world, await world.SignInAsync(world.NewAccount())));
    }

    [Fact]
    public async Task A_wrong_key_ends_the_start_and_not_a_byte_is_changed()
    {
        var path = EarlierFixturesForTests.Lay(Fixture, folder.FullName);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(path));

        var refused = await Assert.ThrowsAsync<StartupException>(() => World.StartAsync(("TOKEN_STORE", "sqlite"), ("GOOGLE_DATABASE", path), ("EARLIER_ENCRYPTION_KEY", "another key")));

        Assert.Equal(78, refused.Code);
        Assert.Contains("Nothing was changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(path)));
        Assert.Equal([path], Directory.GetFiles(folder.FullName));
    }

    /// <summary>What the earlier key opens is nowhere in the file any more.</summary>
    private async Task AssertErasedAsync()
    {
        var file = await File.ReadAllTextAsync(Path.Combine(folder.FullName, Fixture), Encoding.Latin1);
        await using var before = await EarlierDatabases.OpenAsync(EarlierFixturesForTests.Lay(Fixture, folder.CreateSubdirectory("before").FullName), default);
        await foreach (var person in before.ReadAsync(default).Where(person => person.Secrets.Count > 0))
        {
            Assert.All(person.Secrets.Select(secret => secret.Sealed).Append(person.TokenData), value => Assert.DoesNotContain(Encoding.Latin1.GetString(value), file, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_of_the_later_version_is_for_the_command_and_not_a_byte_is_changed()
    {
        var path = EarlierFixturesForTests.Lay("downloader.db", folder.FullName);
        var before = SHA256.HashData(await File.ReadAllBytesAsync(path));

        var refused = await Assert.ThrowsAsync<StartupException>(() => World.StartAsync(("TOKEN_STORE", "sqlite"), ("GOOGLE_DATABASE", path), ("EARLIER_ENCRYPTION_KEY", EarlierDatabaseForTests.Key)));

        Assert.Contains($"takeover --from '{path}'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(path)));
    }

    private async Task<World> StartAsync(string fixture, params (string Name, string Value)[] settings) =>
        await World.StartAsync([("TOKEN_STORE", "sqlite"), ("GOOGLE_DATABASE", EarlierFixturesForTests.Lay(fixture, folder.FullName)), .. settings]);

    /// <summary>The simulated Google knows the grants of the fixture, and credentials.json their OAuth client.</summary>
    private static async Task RegisterAsync(World world)
    {
        var client = new OAuthClient { ClientId = People[0].ClientId!, ClientSecret = "GOCSPX-of-before", RedirectUris = world.OAuthClient.RedirectUris };
        world.Google.Clients.Add(client);
        await File.WriteAllTextAsync(world.CredentialsPath, world.Google.CredentialsOf(client).ToJsonString());
        foreach (var person in People.Where(person => person.RefreshToken is not null))
        {
            var account = world.Google.Accounts.FindByEmail(person.Email) ?? world.Google.Accounts.Add(person.Email);
            world.Google.Grants.AddRefreshToken(person.RefreshToken!, account, client.ClientId, person.Scopes ?? GoogleScopes.All);
        }
    }
}
