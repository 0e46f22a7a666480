using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>How tokens that have ended go, in every store.</summary>
public abstract class StorePurgeContractTests : StoreContractTests
{
    private const string Ada = "ada@example.com";
    private const string Bob = "bob@example.com";

    [Fact]
    public async Task A_purge_removes_expired_and_idle_tokens_and_whoever_has_none_left()
    {
        var now = Now.AddDays(100);
        var idle = TimeSpan.FromDays(90);
        var living = await SignInAsync("1", Ada, Token(Ada, lastUsed: now.AddDays(-89)));
        var expired = await SignInAsync("1", Ada, Token(Ada, expires: now, lastUsed: now.AddDays(-1)));
        var idled = await SignInAsync("2", Bob, Token(Bob, lastUsed: now.AddDays(-90) - TimeSpan.FromHours(1)));
        var neverUsed = await SignInAsync("2", Bob, Token(Bob));
        var bob = await Store.FindUserBySubAsync("2", default);

        var orphans = await Store.PurgeAsync(now, idle, HashRange.All, default).ToListAsync();

        Same(bob, Assert.Single(orphans));
        Assert.NotNull(await Store.FindTokenAsync(living.Hash, default));
        Assert.All(new[] { expired, idled, neverUsed }, token => Assert.Null(Store.FindTokenAsync(token.Hash, default).AsTask().Result));
        Assert.Null(await Store.FindUserBySubAsync("2", default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
        Assert.Empty(await Store.PurgeAsync(now, idle, HashRange.All, default).ToListAsync());
    }

    [Fact]
    public async Task Each_hour_of_a_day_has_its_part_of_the_idle_tokens_and_all_of_the_expired_ones()
    {
        await SignInAsync("1", Ada, Token(Ada, expires: Now.AddYears(1)));
        await Opened.Rows.AddAsync(new StoredRows { Tokens = [.. Enumerable.Range(0, 1200).Select(_ => Token(Ada, lastUsed: Now.AddDays(-91)))] }, default);
        await ReopenAsync();
        var left = new List<long>();
        for (var hour = 0; hour < 24; hour++)
        {
            await SignInAsync("2", Bob, Token(Bob, expires: Now));
            await Store.PurgeAsync(Now, TimeSpan.FromDays(90), HashRange.OfHour(hour), default).ToListAsync();
            Assert.Null(await Store.FindUserBySubAsync("2", default));
            left.Add(Store.Counts.Tokens);
        }

        Assert.Equal(1, left[^1]);
        // 50 of 1,200 an hour on average, by chance; all of them after one hour would be no part.
        Assert.True(left[0] > 600, $"{left[0]} of 1,201 were left after the first hour.");
    }

    [Fact]
    public async Task Without_an_idle_life_a_purge_removes_expired_tokens_alone()
    {
        await SignInAsync("1", Ada);
        await SignInAsync("2", Bob, Token(Bob, expires: Now.AddDays(1)));

        Assert.Equal("2", Assert.Single(await Store.PurgeAsync(Now.AddDays(10_000), null, HashRange.All, default).ToListAsync()).GoogleSub);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task A_purge_that_is_stopped_in_between_leaves_the_others_to_the_next_one()
    {
        for (var i = 0; i < 3; i++)
        {
            await SignInAsync($"{i}", $"person-{i}@example.com", Token($"person-{i}@example.com", expires: Now));
        }

        var first = await Store.PurgeAsync(Now, null, HashRange.All, default).FirstAsync();
        Assert.Equal(new StoreCounts(Users: 2, AccessTokens: 2), Store.Counts);

        var others = await Store.PurgeAsync(Now, null, HashRange.All, default).ToListAsync();
        Assert.Equal(["0", "1", "2"], others.Append(first).Select(user => user.GoogleSub).Order());
    }
}
