using System.Net;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Google;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gcd.Infrastructure.Tokens;

/// <summary>After a change of keys, grants that are in use move to the main key by themselves.</summary>
public sealed class ResealOnUseTests
{
    [Fact]
    public async Task A_download_seals_its_grant_under_the_main_key_and_leaves_the_others()
    {
        await using var world = await BeforeAChangeOfKeysAsync();
        var (used, _) = (await world.SignedInAsync(), await world.SignedInAsync());
        await world.ChangeKeyAsync();

        for (var i = 0; i < 2; i++)
        {
            using var reply = await world.World.GetAsync("/download", used);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }

        var users = await world.Rows.ReadUsersAsync(null, 9, default);
        Assert.Equal(2, users.Count);
        var resealed = Assert.Single(users, user => KeyRing.ReadKeyId(user.TokenData) == world.MainId);
        Assert.Equal(2, resealed.Version);
    }

    [Fact]
    public async Task Where_it_cannot_be_written_the_grant_is_used_as_it_is()
    {
        await using var world = await BeforeAChangeOfKeysAsync();
        await world.SignedInAsync();
        await world.ChangeKeyAsync();
        var user = Assert.Single(await world.Rows.ReadUsersAsync(null, 9, default));

        var away = await world.AccessTokens(new BrokenLocks()).OpenAsync(user, default);
        Assert.NotEmpty(away.Token);
        Assert.Contains("GrantNotResealed", world.World.Logs.Text, StringComparison.Ordinal);

        var lost = await world.AccessTokens(world.World.Services.GetRequiredService<IUserLocks>()).OpenAsync(user with { Version = 7 }, default);
        Assert.Equal(away.Token, lost.Token);
        Assert.Contains("the row was written meanwhile", world.World.Logs.Text, StringComparison.Ordinal);
        Assert.Equal(user.TokenData, (await world.Rows.ReadUsersAsync(null, 9, default))[0].TokenData);
    }

    private static async Task<TwoKeys> BeforeAChangeOfKeysAsync()
    {
        var key = IStoreForTests.NewKey();
        return new TwoKeys(await World.StartAsync(("GOOGLE_ENCRYPTION_KEY", key)), key);
    }

    private sealed class TwoKeys(World world, string key) : IAsyncDisposable
    {
        public World World => world;

        public IStoreRows Rows => world.Services.GetRequiredService<IStoreRows>();

        public KeyId MainId => world.Services.GetRequiredService<KeyRing>().MainId;

        public Task<string> SignedInAsync() => world.SignInAsync(world.NewAccount());

        public Task ChangeKeyAsync() => world.RestartAsync(("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", key), ("GOOGLE_ENCRYPTION_KEY", IStoreForTests.NewKey()));

        public GoogleAccessTokens AccessTokens(IUserLocks locks)
        {
            var services = world.Services;
            return new GoogleAccessTokens(
                services.GetRequiredService<ITokenStore>(),
                services.GetRequiredService<GrantSealer>(),
                services.GetRequiredService<GoogleOAuth>(),
                services.GetRequiredService<CredentialsFile>(),
                services.GetRequiredService<SubjectFinder>(),
                services.GetRequiredService<TokenHasher>(),
                locks,
                services.GetRequiredService<GoogleMetrics>(),
                world.Time,
                services.GetRequiredService<ILogger<GoogleAccessTokens>>());
        }

        public ValueTask DisposeAsync() => world.DisposeAsync();
    }

    private sealed class BrokenLocks : IUserLocks
    {
        public ValueTask<IAsyncDisposable> AcquireAsync(string googleSub, CancellationToken ct) => throw new StoreUnavailableException("The disk is full.");

        public ValueTask<IReadOnlyList<string>> HeldAsync(string prefix, CancellationToken ct) => throw new StoreUnavailableException("The disk is full.");
    }
}
