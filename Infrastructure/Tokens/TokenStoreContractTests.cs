using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What every store must do; a store's own test class says how to open it.</summary>
public abstract class TokenStoreContractTests : StoreContractTests
{
    private const string Ada = "ada@example.com";
    private const string Bob = "bob@example.com";
    [Fact]
    public async Task A_first_sign_in_saves_the_person_and_the_token()
    {
        var user = User("1", Ada);
        var token = Token(Ada, expires: Now.AddDays(365)) with { Name = "laptop" };

        Assert.True(await Store.SaveSignInAsync(user, null, token, default));

        var found = await Store.FindTokenAsync(token.Hash, default);
        Same(user, found?.User);
        Same(token, found?.Token);
        Same(user, await Store.FindUserBySubAsync("1", default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await SignInAsync("1", Ada);

        Assert.Null(await Store.FindTokenAsync(Token(Ada).Hash, default));
        Assert.Null(await Store.FindUserBySubAsync("2", default));
        Assert.Null(await Store.FindUserBySubAsync(Ada, default));
    }

    [Fact]
    public async Task A_second_sign_in_keeps_the_first_token()
    {
        var first = await SignInAsync("1", Ada);
        var second = await SignInAsync("1", Ada);

        Assert.Equal(2, (await Store.FindTokenAsync(first.Hash, default))?.User.Version);
        Assert.Equal(2, (await Store.FindTokenAsync(second.Hash, default))?.User.Version);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 2), Store.Counts);
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
            var found = await Store.FindTokenAsync(token.Hash, default);
            Assert.Equal("ada.lovelace@example.com", found?.User.Email);
            Assert.Equal("ada.lovelace@example.com", found?.Token.UserEmail);
        }

        Assert.Equal(Bob, (await Store.FindTokenAsync(other.Hash, default))?.User.Email);
        Assert.Equal(new StoreCounts(Users: 2, AccessTokens: 4), Store.Counts);
    }

    [Fact]
    public async Task The_same_person_whose_address_changed_its_case_alone_keeps_the_tokens()
    {
        var first = await SignInAsync("1", "Ada@example.com");

        var second = await SignInAsync("1", Ada);

        Assert.Equal(Ada, (await Store.FindTokenAsync(first.Hash, default))?.User.Email);
        Assert.Equal(Ada, (await Store.FindTokenAsync(second.Hash, default))?.User.Email);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 2), Store.Counts);
    }

    [Fact]
    public async Task Addresses_that_differ_in_case_are_different_addresses()
    {
        var first = await SignInAsync("1", "Ada@example.com");
        var second = await SignInAsync("2", Ada);

        Assert.Equal("1", (await Store.FindTokenAsync(first.Hash, default))?.User.GoogleSub);
        Assert.Equal("2", (await Store.FindTokenAsync(second.Hash, default))?.User.GoogleSub);
        Assert.Equal(new StoreCounts(Users: 2, AccessTokens: 2), Store.Counts);
    }

    [Fact]
    public async Task A_known_address_with_another_person_removes_the_earlier_person_and_tokens()
    {
        var first = await SignInAsync("1", Ada);
        var second = await SignInAsync("1", Ada);
        var other = await SignInAsync("2", Bob);

        var taken = await SignInAsync("3", Ada);

        Assert.Null(await Store.FindTokenAsync(first.Hash, default));
        Assert.Null(await Store.FindTokenAsync(second.Hash, default));
        Assert.Null(await Store.FindUserBySubAsync("1", default));
        Assert.Equal("3", (await Store.FindTokenAsync(taken.Hash, default))?.User.GoogleSub);
        Assert.NotNull(await Store.FindTokenAsync(other.Hash, default));
        Assert.Equal(new StoreCounts(Users: 2, AccessTokens: 2), Store.Counts);
    }

    [Fact]
    public async Task A_user_is_found_by_the_address_that_is_theirs_now()
    {
        await SignInAsync("1", Ada);
        await SignInAsync("2", Bob);
        Assert.Equal("1", (await Store.FindUserByEmailAsync(Ada, default))?.GoogleSub);

        await SignInAsync("1", Bob);

        Assert.Equal("1", (await Store.FindUserByEmailAsync(Bob, default))?.GoogleSub);
        Assert.Null(await Store.FindUserByEmailAsync(Ada, default));
    }

    [Fact]
    public async Task A_person_who_moves_to_the_address_of_another_removes_that_other()
    {
        var ada = await SignInAsync("1", Ada);
        var bob = await SignInAsync("2", Bob);

        var moved = await SignInAsync("1", Bob);

        Assert.Null(await Store.FindTokenAsync(bob.Hash, default));
        Assert.Null(await Store.FindUserBySubAsync("2", default));
        Assert.Equal("1", (await Store.FindTokenAsync(ada.Hash, default))?.User.GoogleSub);
        Assert.Equal("1", (await Store.FindTokenAsync(moved.Hash, default))?.User.GoogleSub);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 2), Store.Counts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(2L)]
    public async Task A_sign_in_that_read_another_version_writes_nothing(long? readVersion)
    {
        var token = await SignInAsync("1", Ada);
        var before = await Store.FindUserBySubAsync("1", default);
        var late = Token("new@example.com");

        Assert.False(await Store.SaveSignInAsync(User("1", "new@example.com", 9), readVersion, late, default));

        Same(before, await Store.FindUserBySubAsync("1", default));
        Assert.Null(await Store.FindTokenAsync(late.Hash, default));
        Assert.NotNull(await Store.FindTokenAsync(token.Hash, default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task A_sign_in_that_read_a_person_who_has_gone_meanwhile_writes_nothing()
    {
        var late = Token(Ada);

        Assert.False(await Store.SaveSignInAsync(User("1", Ada, 2), 1, late, default));

        Assert.Null(await Store.FindTokenAsync(late.Hash, default));
        Assert.Equal(default(StoreCounts), Store.Counts);
    }

    [Fact]
    public async Task A_grant_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        var token = await SignInAsync("1", Ada);
        var changed = User("1", Ada, 2) with { State = GrantState.NeedsSignIn, GrantedScopes = "other", UpdatedAt = Now.AddHours(1) };

        Assert.False(await Store.UpdateGrantAsync(changed, 0, default));
        Assert.False(await Store.UpdateGrantAsync(changed, 2, default));
        Assert.Equal(1, (await Store.FindUserBySubAsync("1", default))?.Version);

        Assert.True(await Store.UpdateGrantAsync(changed, 1, default));
        Same(changed, (await Store.FindTokenAsync(token.Hash, default))?.User);

        Assert.False(await Store.UpdateGrantAsync(changed with { State = GrantState.Active }, 1, default));
        Assert.Equal(GrantState.NeedsSignIn, (await Store.FindUserBySubAsync("1", default))?.State);
        Assert.Equal(new StoreCounts(Users: 1, NeedSignIn: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task A_grant_of_somebody_who_is_gone_is_not_written()
    {
        Assert.False(await Store.UpdateGrantAsync(User("1", Ada, 2), 1, default));

        Assert.Null(await Store.FindUserBySubAsync("1", default));
        Assert.Equal(default(StoreCounts), Store.Counts);
    }

    [Fact]
    public async Task Of_many_who_write_a_grant_after_reading_the_same_version_one_succeeds()
    {
        await SignInAsync("1", Ada);

        var written = await AtOnceAsync(40, i => Store.UpdateGrantAsync(User("1", Ada, 2) with { GrantedScopes = $"writer {i}" }, 1, default).AsTask());

        var winner = Assert.Single(written.Index(), result => result.Item).Index;
        Assert.Equal($"writer {winner}", (await Store.FindUserBySubAsync("1", default))?.GrantedScopes);
    }

    [Fact]
    public async Task Of_many_first_sign_ins_of_one_person_at_once_one_succeeds()
    {
        var tokens = Enumerable.Range(0, 40).Select(_ => Token(Ada)).ToList();

        var saved = await AtOnceAsync(tokens.Count, i => Store.SaveSignInAsync(User("1", Ada), null, tokens[i], default).AsTask());

        var winner = Assert.Single(saved.Index(), result => result.Item).Index;
        Assert.NotNull(await Store.FindTokenAsync(tokens[winner].Hash, default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
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
