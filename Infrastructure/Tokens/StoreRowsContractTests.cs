using System.Text;
using Gcd.Infrastructure.Crypto;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What every store must give the commands that reseal, copy and fill it.</summary>
public abstract class StoreRowsContractTests : StoreContractTests
{
    private IStoreRows Rows => Opened.Rows;

    [Fact]
    public async Task All_rows_come_once_in_batches()
    {
        var users = Enumerable.Range(0, 23).Select(i => User($"sub {i}", $"person-{i}@example.com")).ToList();
        var tokens = users.SelectMany(user => new[] { Token(user.Email, expires: Now), Token(user.Email, lastUsed: Now) with { Name = "laptop" } }).ToList();
        var states = Enumerable.Range(0, 9).Select(i => new UsedState($"state {i}", Now.AddMinutes(i))).ToList();
        await Rows.AddAsync(new StoredRows { Users = users, Tokens = tokens, UsedStates = states }, default);

        var readUsers = await WalkAsync((after, ct) => Rows.ReadUsersAsync(after, 5, ct), user => user.Email);
        var readTokens = await WalkAsync((after, ct) => Rows.ReadTokensAsync(after, 5, ct), token => token.Hash);
        var readStates = await WalkAsync((after, ct) => Rows.ReadUsedStatesAsync(after, 5, ct), state => state.Id);

        Assert.All(users.OrderBy(user => user.GoogleSub).Zip(readUsers.OrderBy(user => user.GoogleSub)), pair => Same(pair.First, pair.Second));
        Assert.All(tokens.OrderBy(token => token.Hash).Zip(readTokens.OrderBy(token => token.Hash)), pair => Same(pair.First, pair.Second));
        Assert.Equal(states.OrderBy(state => state.Id), readStates.OrderBy(state => state.Id));
        Assert.Equal((users.Count, tokens.Count), (readUsers.Count, readTokens.Count));
    }

    [Fact]
    public async Task Added_rows_count_and_are_found_like_any_other()
    {
        var user = User("1", "ada@example.com");
        var token = Token(user.Email);
        await Rows.AddAsync(new StoredRows { Users = [user], Tokens = [token], UsedStates = [new UsedState("state", Now)] }, default);

        await ReopenAsync();

        Same(user, (await Store.FindTokenAsync(token.Hash, default))?.User);
        Assert.False(await Store.UseStateAsync("state", Now, default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task The_keys_in_use_are_known()
    {
        Assert.Empty(await Rows.ReadKeyIdsAsync(default));
        using var other = Ring();
        await Rows.AddAsync(new StoredRows { Users = [.. Enumerable.Range(0, 20).Select(i => SealedBy(i % 2 == 0 ? other : Opened.Keys.Ring, $"{i}"))] }, default);

        Assert.Equal(new[] { other.MainId, Opened.Keys.Ring.MainId }.OrderBy(id => id.Value), (await Rows.ReadKeyIdsAsync(default)).OrderBy(id => id.Value));
    }

    [Fact]
    public async Task A_grant_that_is_sealed_anew_is_under_its_new_key()
    {
        using var other = Ring();
        await Rows.AddAsync(new StoredRows { Users = [SealedBy(other, "1")] }, default);

        Assert.True(await Store.UpdateGrantAsync(SealedBy(Opened.Keys.Ring, "1") with { Version = 2 }, 1, default));

        Assert.Equal([Opened.Keys.Ring.MainId], await Rows.ReadKeyIdsAsync(default));
    }

    [Fact]
    public async Task Values_of_gcd_meta_are_written_over_and_taken_away()
    {
        await Rows.WriteMetaAsync("name", "one"u8.ToArray(), default);
        await Rows.WriteMetaAsync("name", "two"u8.ToArray(), default);
        Assert.Equal("two", Encoding.UTF8.GetString((await Rows.ReadMetaAsync("name", default))!));

        await Rows.WriteMetaAsync("name", null, default);
        Assert.Null(await Rows.ReadMetaAsync("name", default));
        Assert.All(StoreKeys.MetaNames, name => Assert.NotNull(Rows.ReadMetaAsync(name, default).AsTask().Result));
    }

    private static KeyRing Ring() => new(MasterKey.Derive(IStoreForTests.NewKey(), []));

    private static StoredUser SealedBy(KeyRing ring, string sub) =>
        User(sub, $"person-{sub}@example.com") with { TokenData = ring.Seal(SealPurpose.Storage, "grant"u8, []) };

    private static async Task<List<T>> WalkAsync<T>(Func<string?, CancellationToken, ValueTask<IReadOnlyList<T>>> read, Func<T, string> key)
    {
        var all = new List<T>();
        string? after = null;
        while (await read(after, default) is { Count: > 0 } batch)
        {
            all.AddRange(batch);
            after = key(batch[^1]);
        }

        return all;
    }
}
