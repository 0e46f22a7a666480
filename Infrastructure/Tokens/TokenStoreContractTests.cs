using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What every store must do; a store's own test class says how to open it. Sign-ins, the purge and other parts have contracts of their own.</summary>
public abstract class TokenStoreContractTests : StoreContractTests
{
    private const string Ada = "ada@example.com";
    private const string Bob = "bob@example.com";

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await SignInAsync("1", Ada);

        Assert.Null(await Store.FindTokenAsync(Token(Ada).Hash, default));
        Assert.Null(await Store.FindUserBySubAsync("2", default));
        Assert.Null(await Store.FindUserBySubAsync(Ada, default));
    }

    [Fact]
    public async Task Removing_a_token_leaves_the_others_and_with_the_last_one_the_person_goes()
    {
        var first = await SignInAsync("1", Ada);
        var second = await SignInAsync("1", Ada);
        var other = await SignInAsync("2", Bob);
        var user = await Store.FindUserBySubAsync("1", default);

        Assert.Equal(new RemovedToken(true, null), await Store.RemoveTokenAsync(first.Hash, default));
        Assert.Null(await Store.FindTokenAsync(first.Hash, default));
        Assert.NotNull(await Store.FindTokenAsync(second.Hash, default));
        Assert.Equal(new StoreCounts(Users: 2, AccessTokens: 2), Store.Counts);

        Assert.Equal(default, await Store.RemoveTokenAsync(first.Hash, default));
        Assert.Equal(new StoreCounts(Users: 2, AccessTokens: 2), Store.Counts);

        var last = await Store.RemoveTokenAsync(second.Hash, default);
        Assert.True(last.Existed);
        Same(user, last.Orphan);
        Assert.Null(await Store.FindUserBySubAsync("1", default));
        Assert.NotNull(await Store.FindTokenAsync(other.Hash, default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task When_the_last_tokens_go_at_once_one_caller_gets_the_orphan()
    {
        var tokens = new List<StoredToken>();
        for (var i = 0; i < 20; i++)
        {
            tokens.Add(await SignInAsync("1", Ada));
        }

        var removed = await AtOnceAsync(tokens.Count, i => Store.RemoveTokenAsync(tokens[i].Hash, default).AsTask());

        Assert.All(removed, result => Assert.True(result.Existed));
        Assert.Single(removed, result => result.Orphan is not null);
        Assert.Equal(default(StoreCounts), Store.Counts);
    }

    [Fact]
    public async Task A_last_use_is_noted()
    {
        var token = await SignInAsync("1", Ada);

        await Store.TouchTokenAsync(token.Hash, Now.AddHours(2), default);
        await Store.TouchTokenAsync(Token(Ada).Hash, Now, default);

        Assert.Equal(Now.AddHours(2), (await Store.FindTokenAsync(token.Hash, default))?.Token.LastUsedAt);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task Of_100_who_use_a_state_at_once_one_succeeds()
    {
        var used = await AtOnceAsync(100, _ => Store.UseStateAsync("state", Now.AddMinutes(15), default).AsTask());

        Assert.Single(used, first => first);
        Assert.False(await Store.UseStateAsync("state", Now.AddMinutes(15), default));
        Assert.True(await Store.UseStateAsync("another", Now.AddMinutes(15), default));
        Assert.True(await Store.UseStateAsync("STATE", Now.AddMinutes(15), default));
    }

    [Fact]
    public async Task A_used_state_is_kept_to_its_end_and_no_longer()
    {
        Assert.True(await Store.UseStateAsync("state", Now, default));

        await Store.PurgeAsync(Now.AddMilliseconds(-1), null, HashRange.All, default).ToListAsync();
        Assert.False(await Store.UseStateAsync("state", Now, default));

        await Store.PurgeAsync(Now.AddMilliseconds(1), null, HashRange.All, default).ToListAsync();
        Assert.True(await Store.UseStateAsync("state", Now, default));
    }

    [Fact]
    public async Task After_a_start_the_counts_are_as_before()
    {
        await SignInAsync("1", Ada);
        await SignInAsync("1", Ada);
        await SignInAsync("2", Bob);
        await Store.AddTokenAsync("1", Token(Ada) with { Kind = TokenKind.Link }, 50, default);
        await Store.AddTokenAsync("1", Token(Ada) with { Kind = TokenKind.Session }, 50, default);
        await Store.UpdateGrantAsync(User("2", Bob, 2) with { State = GrantState.NeedsSignIn }, 1, default);
        var before = Store.Counts;
        Assert.Equal(new StoreCounts(Users: 2, NeedSignIn: 1, AccessTokens: 3, Links: 1, Sessions: 1), before);

        await ReopenAsync();
        Assert.Equal(before, Store.Counts);

        await Store.CorrectCountsAsync(default);
        Assert.Equal(before, Store.Counts);

        await Store.RemoveUserAsync("1", default);
        await ReopenAsync();
        Assert.Equal(new StoreCounts(Users: 1, NeedSignIn: 1, AccessTokens: 1), Store.Counts);
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
        await Store.SaveSignInAsync(user, null, token, default);
        await SignInAsync("other", Ada);

        await ReopenAsync();

        var found = await Store.FindTokenAsync(token.Hash, default);
        Same(user, found?.User);
        Same(token, found?.Token);
        Same(user, await Store.FindUserBySubAsync(user.GoogleSub, default));
        Assert.True(await Store.UseStateAsync(text, Now, default));
        Assert.False(await Store.UseStateAsync(text, Now, default));
        Same(user, (await Store.RemoveTokenAsync(token.Hash, default)).Orphan);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task The_longest_address_and_subject_that_there_are_can_be_kept()
    {
        // RFC 5321: 254 octets. OpenID Connect Core, 2: 255 ASCII characters. And a sealed grant of 64 KiB.
        var user = User(new string('9', 255), new string('a', 242) + "@example.com") with { TokenData = new byte[64 * 1024] };
        var token = Token(user.Email);

        Assert.True(await Store.SaveSignInAsync(user, null, token, default));

        Same(user, (await Store.FindTokenAsync(token.Hash, default))?.User);
    }

    [Fact]
    public async Task Closed_and_opened_again_it_has_everything()
    {
        var ada = await SignInAsync("1", Ada, Token(Ada, expires: Now.AddDays(1), lastUsed: Now) with { Name = "laptop" });
        var more = await SignInAsync("1", Ada);
        var bob = await SignInAsync("2", Bob);
        await Store.UpdateGrantAsync(User("2", Bob, 2) with { State = GrantState.NeedsSignIn }, 1, default);
        await Store.UseStateAsync("state", Now.AddDays(1), default);
        var adaBefore = await Store.FindUserBySubAsync("1", default);
        var bobBefore = await Store.FindUserBySubAsync("2", default);

        await ReopenAsync();

        Assert.Equal(new StoreCounts(Users: 2, NeedSignIn: 1, AccessTokens: 3), Store.Counts);
        Same(adaBefore, await Store.FindUserBySubAsync("1", default));
        Same(bobBefore, await Store.FindUserBySubAsync("2", default));
        Same(ada, (await Store.FindTokenAsync(ada.Hash, default))?.Token);
        Same(more, (await Store.FindTokenAsync(more.Hash, default))?.Token);
        Same(bob, (await Store.FindTokenAsync(bob.Hash, default))?.Token);
        Assert.False(await Store.UseStateAsync("state", Now.AddDays(1), default));
    }

    [Fact]
    public async Task What_is_cancelled_beforehand_does_nothing()
    {
        var token = await SignInAsync("1", Ada);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveSignInAsync(User("2", Bob), null, Token(Bob), cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.UpdateGrantAsync(User("1", Ada, 2), 1, cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.RemoveTokenAsync(token.Hash, cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.UseStateAsync("state", Now, cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindTokenAsync(token.Hash, cancelled).AsTask());

        Assert.Null(await Store.FindUserBySubAsync("2", default));
        Assert.Equal(1, (await Store.FindTokenAsync(token.Hash, default))?.User.Version);
        Assert.True(await Store.UseStateAsync("state", Now, default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task What_is_cancelled_in_the_middle_happened_wholly_or_not_at_all()
    {
        var saved = await AtOnceAsync(60, async i =>
        {
            using var impatient = new CancellationTokenSource(TimeSpan.FromMicroseconds(100 * i));
            var token = Token($"person-{i}@example.com");
            try
            {
                return (token, isSaved: await Store.SaveSignInAsync(User($"{i}", token.UserEmail), null, token, impatient.Token), i);
            }
            catch (OperationCanceledException)
            {
                return (token, isSaved: false, i);
            }
        });

        foreach (var (token, isSaved, i) in saved)
        {
            var found = await Store.FindTokenAsync(token.Hash, default);
            Assert.Equal(found is null, await Store.FindUserBySubAsync($"{i}", default) is null);
            Assert.True(found is not null || !isSaved);
        }
    }

    [Fact]
    public async Task Many_who_sign_in_use_and_revoke_at_once_leave_what_was_acknowledged()
    {
        var kept = await AtOnceAsync(24, async i =>
        {
            var email = $"person-{i % 6}@example.com";
            var mine = new List<StoredToken>();
            for (var round = 0; round < 5; round++)
            {
                var token = Token(email);
                for (var isSaved = false; !isSaved;)
                {
                    var known = await Store.FindUserBySubAsync($"{i % 6}", default);
                    isSaved = await Store.SaveSignInAsync(User($"{i % 6}", email, (known?.Version ?? 0) + 1), known?.Version, token, default);
                }

                mine.Add(token);
                await Store.TouchTokenAsync(token.Hash, Now.AddHours(round), default);
                if (round % 2 == 1)
                {
                    Assert.True((await Store.RemoveTokenAsync(mine[0].Hash, default)).Existed);
                    mine.RemoveAt(0);
                }
            }

            return mine;
        });

        var all = kept.SelectMany(mine => mine).ToList();
        foreach (var token in all)
        {
            Assert.Equal(token.UserEmail, (await Store.FindTokenAsync(token.Hash, default))?.User.Email);
        }

        Assert.Equal(new StoreCounts(Users: 6, AccessTokens: all.Count), Store.Counts);
        await ReopenAsync();
        Assert.Equal(new StoreCounts(Users: 6, AccessTokens: all.Count), Store.Counts);
    }
}
