using Gcd.Infrastructure.Crypto;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Gcd.Infrastructure.Tokens.LiteDb;

public sealed class RecentTokensTests
{
    [Fact]
    public async Task A_row_that_was_just_read_is_read_anew_after_a_write()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        var store = world.Services.GetRequiredService<ITokenStore>();
        var hash = world.Services.GetRequiredService<TokenHasher>().Hash(token);

        await store.FindTokenAsync(hash, default);
        var before = (await store.FindTokenAsync(hash, default))!;
        Assert.Same(before.User, (await store.FindTokenAsync(hash, default))!.User);
        await store.UpdateGrantAsync(before.User with { GrantedScopes = "openid", Version = before.User.Version + 1 }, before.User.Version, default);
        Assert.Equal("openid", (await store.FindTokenAsync(hash, default))!.User.GrantedScopes);

        await store.TouchTokenAsync(hash, DateTimeOffset.UnixEpoch, default);
        Assert.Equal(DateTimeOffset.UnixEpoch, (await store.FindTokenAsync(hash, default))!.Token.LastUsedAt);

        await store.RemoveTokenAsync(hash, default);
        Assert.Null(await store.FindTokenAsync(hash, default));
    }
}
