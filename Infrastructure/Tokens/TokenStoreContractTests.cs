using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What every store must do; a store's own test class says how to open it.</summary>
public abstract class TokenStoreContractTests : IAsyncLifetime
{
    private const string Ada = "ada@example.com";
    private const string Bob = "bob@example.com";
    private OpenedStore opened = null!;
    private ITokenStore store = null!;

    public virtual Task InitializeAsync()
    {
        opened = Open();
        store = opened.Store;
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync() => await opened.DisposeAsync();

    [Fact]
    public async Task A_first_sign_in_saves_the_person_and_the_token()
    {
        var user = User("1", Ada);
        var token = Token(Ada, expires: Now.AddDays(365)) with { Name = "laptop" };

        Assert.True(await store.SaveSignInAsync(user, null, token, default));

        var found = await store.FindTokenAsync(token.Hash, default);
        Same(user, found?.User);
        Same(token, found?.Token);
        Same(user, await store.FindUserBySubAsync("1", default));
        Assert.Equal(new StoreCounts(1, 1), store.Counts);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await SignInAsync("1", Ada);

        Assert.Null(await store.FindTokenAsync(Token(Ada).Hash, default));
        Assert.Null(await store.FindUserBySubAsync("2", default));
        Assert.Null(await store.FindUserBySubAsync(Ada, default));
    }

    [Fact]
    public async Task A_second_sign_in_keeps_the_first_token()
    {
        var first = await SignInAsync("1", Ada);
        var second = await SignInAsync("1", Ada);

        Assert.Equal(2, (await store.FindTokenAsync(first.Hash, default))?.User.Version);
        Assert.Equal(2, (await store.FindTokenAsync(second.Hash, default))?.User.Version);
        Assert.Equal(new StoreCounts(1, 2), store.Counts);
    }

    [Fact]
    public async Task The_same_person_with_a_new_address_keeps_the_tokens_under_the_new_address()
    {
        var first = await SignInAsync("1", Ada);
        var second = await SignInAsync("1", Ada);
        var other = await SignInAsync("2", Bob);

        var third = await SignInAsync("1", "ada.lovelace@example.com");

        foreach (var token in new[] { first, second, third })
        {
            var found = await store.FindTokenAsync(token.Hash, default);
            Assert.Equal("ada.lovelace@example.com", found?.User.Email);
            Assert.Equal("ada.lovelace@example.com", found?.Token.UserEmail);
        }

        Assert.Equal(Bob, (await store.FindTokenAsync(other.Hash, default))?.User.Email);
        Assert.Equal(new StoreCounts(2, 4), store.Counts);
    }

    [Fact]
    public async Task The_same_person_whose_address_changed_its_case_alone_keeps_the_tokens()
    {
        var first = await SignInAsync("1", "Ada@example.com");

        var second = await SignInAsync("1", Ada);

        Assert.Equal(Ada, (await store.FindTokenAsync(first.Hash, default))?.User.Email);
        Assert.Equal(Ada, (await store.FindTokenAsync(second.Hash, default))?.User.Email);
        Assert.Equal(new StoreCounts(1, 2), store.Counts);
    }

    [Fact]
    public async Task Addresses_that_differ_in_case_are_different_addresses()
    {
        var first = await SignInAsync("1", "Ada@example.com");
        var second = await SignInAsync("2", Ada);

        Assert.Equal("1", (await store.FindTokenAsync(first.Hash, default))?.User.GoogleSub);
        Assert.Equal("2", (await store.FindTokenAsync(second.Hash, default))?.User.GoogleSub);
        Assert.Equal(new StoreCounts(2, 2), store.Counts);
    }

    [Fact]
    public async Task A_known_address_with_another_person_removes_the_earlier_person_and_tokens()
    {
        var first = await SignInAsync("1", Ada);
        var second = await SignInAsync("1", Ada);
        var other = await SignInAsync("2", Bob);

        var taken = await SignInAsync("3", Ada);

        Assert.Null(await store.FindTokenAsync(first.Hash, default));
        Assert.Null(await store.FindTokenAsync(second.Hash, default));
        Assert.Null(await store.FindUserBySubAsync("1", default));
        Assert.Equal("3", (await store.FindTokenAsync(taken.Hash, default))?.User.GoogleSub);
        Assert.NotNull(await store.FindTokenAsync(other.Hash, default));
        Assert.Equal(new StoreCounts(2, 2), store.Counts);
    }

    [Fact]
    public async Task A_person_who_moves_to_the_address_of_another_removes_that_other()
    {
        var ada = await SignInAsync("1", Ada);
        var bob = await SignInAsync("2", Bob);

        var moved = await SignInAsync("1", Bob);

        Assert.Null(await store.FindTokenAsync(bob.Hash, default));
        Assert.Null(await store.FindUserBySubAsync("2", default));
        Assert.Equal("1", (await store.FindTokenAsync(ada.Hash, default))?.User.GoogleSub);
        Assert.Equal("1", (await store.FindTokenAsync(moved.Hash, default))?.User.GoogleSub);
        Assert.Equal(new StoreCounts(1, 2), store.Counts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(2L)]
    public async Task A_sign_in_that_read_another_version_writes_nothing(long? readVersion)
    {
        var token = await SignInAsync("1", Ada);
        var before = await store.FindUserBySubAsync("1", default);
        var late = Token("new@example.com");

        Assert.False(await store.SaveSignInAsync(User("1", "new@example.com", 9), readVersion, late, default));

        Same(before, await store.FindUserBySubAsync("1", default));
        Assert.Null(await store.FindTokenAsync(late.Hash, default));
        Assert.NotNull(await store.FindTokenAsync(token.Hash, default));
        Assert.Equal(new StoreCounts(1, 1), store.Counts);
    }

    [Fact]
    public async Task A_sign_in_that_read_a_person_who_has_gone_meanwhile_writes_nothing()
    {
        var late = Token(Ada);

        Assert.False(await store.SaveSignInAsync(User("1", Ada, 2), 1, late, default));

        Assert.Null(await store.FindTokenAsync(late.Hash, default));
        Assert.Equal(new StoreCounts(0, 0), store.Counts);
    }

    [Fact]
    public async Task A_grant_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        var token = await SignInAsync("1", Ada);
        var changed = User("1", Ada, 2) with { State = GrantState.NeedsSignIn, GrantedScopes = "other", UpdatedAt = Now.AddHours(1) };

        Assert.False(await store.UpdateGrantAsync(changed, 0, default));
        Assert.False(await store.UpdateGrantAsync(changed, 2, default));
        Assert.Equal(1, (await store.FindUserBySubAsync("1", default))?.Version);

        Assert.True(await store.UpdateGrantAsync(changed, 1, default));
        Same(changed, (await store.FindTokenAsync(token.Hash, default))?.User);

        Assert.False(await store.UpdateGrantAsync(changed with { State = GrantState.Active }, 1, default));
        Assert.Equal(GrantState.NeedsSignIn, (await store.FindUserBySubAsync("1", default))?.State);
        Assert.Equal(new StoreCounts(1, 1), store.Counts);
    }

    [Fact]
    public async Task A_grant_of_somebody_who_is_gone_is_not_written()
    {
        Assert.False(await store.UpdateGrantAsync(User("1", Ada, 2), 1, default));

        Assert.Null(await store.FindUserBySubAsync("1", default));
        Assert.Equal(new StoreCounts(0, 0), store.Counts);
    }

    [Fact]
    public async Task Of_many_who_write_a_grant_after_reading_the_same_version_one_succeeds()
    {
        await SignInAsync("1", Ada);

        var written = await AtOnceAsync(40, i => store.UpdateGrantAsync(User("1", Ada, 2) with { GrantedScopes = $"writer {i}" }, 1, default).AsTask());

        var winner = Assert.Single(written.Index(), result => result.Item).Index;
        Assert.Equal($"writer {winner}", (await store.FindUserBySubAsync("1", default))?.GrantedScopes);
    }

    [Fact]
    public async Task Of_many_first_sign_ins_of_one_person_at_once_one_succeeds()
    {
        var tokens = Enumerable.Range(0, 40).Select(_ => Token(Ada)).ToList();

        var saved = await AtOnceAsync(tokens.Count, i => store.SaveSignInAsync(User("1", Ada), null, tokens[i], default).AsTask());

        var winner = Assert.Single(saved.Index(), result => result.Item).Index;
        Assert.NotNull(await store.FindTokenAsync(tokens[winner].Hash, default));
        Assert.Equal(new StoreCounts(1, 1), store.Counts);
    }

    [Fact]
    public async Task Removing_a_token_leaves_the_others_and_with_the_last_one_the_person_goes()
    {
        var first = await SignInAsync("1", Ada);
        var second = await SignInAsync("1", Ada);
        var other = await SignInAsync("2", Bob);
        var user = await store.FindUserBySubAsync("1", default);

        Assert.Equal(new RemovedToken(true, null), await store.RemoveTokenAsync(first.Hash, default));
        Assert.Null(await store.FindTokenAsync(first.Hash, default));
        Assert.NotNull(await store.FindTokenAsync(second.Hash, default));
        Assert.Equal(new StoreCounts(2, 2), store.Counts);

        Assert.Equal(default, await store.RemoveTokenAsync(first.Hash, default));
        Assert.Equal(new StoreCounts(2, 2), store.Counts);

        var last = await store.RemoveTokenAsync(second.Hash, default);
        Assert.True(last.Existed);
        Same(user, last.Orphan);
        Assert.Null(await store.FindUserBySubAsync("1", default));
        Assert.NotNull(await store.FindTokenAsync(other.Hash, default));
        Assert.Equal(new StoreCounts(1, 1), store.Counts);
    }

    [Fact]
    public async Task When_the_last_tokens_go_at_once_one_caller_gets_the_orphan()
    {
        var tokens = new List<StoredToken>();
        for (var i = 0; i < 20; i++)
        {
            tokens.Add(await SignInAsync("1", Ada));
        }

        var removed = await AtOnceAsync(tokens.Count, i => store.RemoveTokenAsync(tokens[i].Hash, default).AsTask());

        Assert.All(removed, result => Assert.True(result.Existed));
        Assert.Single(removed, result => result.Orphan is not null);
        Assert.Equal(new StoreCounts(0, 0), store.Counts);
    }

    [Fact]
    public async Task A_last_use_is_noted()
    {
        var token = await SignInAsync("1", Ada);

        await store.TouchTokenAsync(token.Hash, Now.AddHours(2), default);
        await store.TouchTokenAsync(Token(Ada).Hash, Now, default);

        Assert.Equal(Now.AddHours(2), (await store.FindTokenAsync(token.Hash, default))?.Token.LastUsedAt);
        Assert.Equal(new StoreCounts(1, 1), store.Counts);
    }

    [Fact]
    public async Task Of_100_who_use_a_state_at_once_one_succeeds()
    {
        var used = await AtOnceAsync(100, _ => store.UseStateAsync("state", Now.AddMinutes(15), default).AsTask());

        Assert.Single(used, first => first);
        Assert.False(await store.UseStateAsync("state", Now.AddMinutes(15), default));
        Assert.True(await store.UseStateAsync("another", Now.AddMinutes(15), default));
        Assert.True(await store.UseStateAsync("STATE", Now.AddMinutes(15), default));
    }

    [Fact]
    public async Task A_used_state_is_kept_to_its_end_and_no_longer()
    {
        Assert.True(await store.UseStateAsync("state", Now, default));

        await store.PurgeAsync(Now.AddMilliseconds(-1), null, default);
        Assert.False(await store.UseStateAsync("state", Now, default));

        await store.PurgeAsync(Now.AddMilliseconds(1), null, default);
        Assert.True(await store.UseStateAsync("state", Now, default));
    }

    [Fact]
    public async Task A_purge_removes_expired_and_idle_tokens_and_whoever_has_none_left()
    {
        var now = Now.AddDays(100);
        var idle = TimeSpan.FromDays(90);
        var living = await SignInAsync("1", Ada, Token(Ada, lastUsed: now.AddDays(-89)));
        var expired = await SignInAsync("1", Ada, Token(Ada, expires: now, lastUsed: now.AddDays(-1)));
        var idled = await SignInAsync("2", Bob, Token(Bob, lastUsed: now.AddDays(-90)));
        var neverUsed = await SignInAsync("2", Bob, Token(Bob));
        var bob = await store.FindUserBySubAsync("2", default);

        var orphans = await store.PurgeAsync(now, idle, default);

        Same(bob, Assert.Single(orphans));
        Assert.NotNull(await store.FindTokenAsync(living.Hash, default));
        Assert.All(new[] { expired, idled, neverUsed }, token => Assert.Null(store.FindTokenAsync(token.Hash, default).AsTask().Result));
        Assert.Null(await store.FindUserBySubAsync("2", default));
        Assert.Equal(new StoreCounts(1, 1), store.Counts);
        Assert.Empty(await store.PurgeAsync(now, idle, default));
    }

    [Fact]
    public async Task Without_an_idle_life_a_purge_removes_expired_tokens_alone()
    {
        await SignInAsync("1", Ada);
        await SignInAsync("2", Bob, Token(Bob, expires: Now.AddDays(1)));

        Assert.Equal("2", Assert.Single(await store.PurgeAsync(Now.AddDays(10_000), null, default)).GoogleSub);
        Assert.Equal(new StoreCounts(1, 1), store.Counts);
    }

    [Theory]
    [InlineData("ä.ö@exämple.com")]
    [InlineData("o'brien@example.com")]
    [InlineData("\"a b\"@example.com")]
    [InlineData("'; DROP TABLE user_tokens; --@example.com")]
    [InlineData("$.a[*]{}@example.com")]
    [InlineData("%_*?@example.com")]
    [InlineData(" spaces@example.com ")]
    [InlineData("x\ny\t\u0001@example.com")]
    [InlineData("👩‍👩‍👧@example.com")]
    [InlineData("e\u0301@example.com")]
    [InlineData("null")]
    public async Task Awkward_texts_are_kept_to_the_letter(string text)
    {
        var user = User("sub " + text, text) with { GrantedScopes = text, ClientId = text };
        var token = Token(text) with { Name = text };
        await store.SaveSignInAsync(user, null, token, default);
        await SignInAsync("other", Ada);

        await ReopenAsync();

        var found = await store.FindTokenAsync(token.Hash, default);
        Same(user, found?.User);
        Same(token, found?.Token);
        Same(user, await store.FindUserBySubAsync(user.GoogleSub, default));
        Assert.True(await store.UseStateAsync(text, Now, default));
        Assert.False(await store.UseStateAsync(text, Now, default));
        Same(user, (await store.RemoveTokenAsync(token.Hash, default)).Orphan);
        Assert.Equal(new StoreCounts(1, 1), store.Counts);
    }

    [Fact]
    public async Task The_longest_address_and_subject_that_there_are_can_be_kept()
    {
        // RFC 5321: 254 octets. OpenID Connect Core, 2: 255 ASCII characters. And a sealed grant of 64 KiB.
        var user = User(new string('9', 255), new string('a', 242) + "@example.com") with { TokenData = new byte[64 * 1024] };
        var token = Token(user.Email);

        Assert.True(await store.SaveSignInAsync(user, null, token, default));

        Same(user, (await store.FindTokenAsync(token.Hash, default))?.User);
    }

    [Fact]
    public async Task Closed_and_opened_again_it_has_everything()
    {
        var ada = await SignInAsync("1", Ada, Token(Ada, expires: Now.AddDays(1), lastUsed: Now) with { Name = "laptop" });
        var more = await SignInAsync("1", Ada);
        var bob = await SignInAsync("2", Bob);
        await store.UpdateGrantAsync(User("2", Bob, 2) with { State = GrantState.NeedsSignIn }, 1, default);
        await store.UseStateAsync("state", Now.AddDays(1), default);
        var adaBefore = await store.FindUserBySubAsync("1", default);
        var bobBefore = await store.FindUserBySubAsync("2", default);

        await ReopenAsync();

        Assert.Equal(new StoreCounts(2, 3), store.Counts);
        Same(adaBefore, await store.FindUserBySubAsync("1", default));
        Same(bobBefore, await store.FindUserBySubAsync("2", default));
        Same(ada, (await store.FindTokenAsync(ada.Hash, default))?.Token);
        Same(more, (await store.FindTokenAsync(more.Hash, default))?.Token);
        Same(bob, (await store.FindTokenAsync(bob.Hash, default))?.Token);
        Assert.False(await store.UseStateAsync("state", Now.AddDays(1), default));
    }

    /// <summary>Opens the test's own database, which is new at the first call.</summary>
    private protected abstract OpenedStore Open();

    private protected async Task ReopenAsync()
    {
        await opened.DisposeAsync();
        opened = Open();
        store = opened.Store;
    }

    private async Task<StoredToken> SignInAsync(string sub, string email, StoredToken? row = null)
    {
        var known = await store.FindUserBySubAsync(sub, default);
        var token = row ?? Token(email);
        Assert.True(await store.SaveSignInAsync(User(sub, email, (known?.Version ?? 0) + 1), known?.Version, token, default));
        return token;
    }

    private static Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await work(i);
        })));
        start.SetResult();
        return all;
    }
}
