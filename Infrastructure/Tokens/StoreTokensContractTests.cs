using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What every store must do with a person's tokens, links and sessions; a store's own test class says how to open it.</summary>
public abstract class StoreTokensContractTests : StoreContractTests
{
    private const string Ada = "ada@example.com";
    private const string Bob = "bob@example.com";
    private const int Most = 3;

    [Fact]
    public async Task A_token_that_is_added_comes_back_with_all_it_has()
    {
        await SignInAsync("1", Ada);
        var link = Token("somebody@example.com", expires: Now.AddDays(1)) with { Kind = TokenKind.Link, Name = "Küche \"1\", ; 📞", Rights = """{"formats":["vcard"],"labels":["contactGroups/1"],"has":[]}""" };

        Assert.Equal(AddedToken.Added, await Store.AddTokenAsync("1", link, Most, default));

        // Under the address that the person has now.
        Same(link with { UserEmail = Ada }, (await Store.FindTokenAsync(link.Hash, default))?.Token);
    }

    [Fact]
    public async Task Nobody_gets_more_of_a_kind_than_allowed_and_each_kind_counts_by_itself()
    {
        await SignInAsync("1", Ada);
        await SignInAsync("2", Bob);
        foreach (var kind in new[] { TokenKind.Link, TokenKind.Session })
        {
            for (var i = 0; i < Most; i++)
            {
                Assert.Equal(AddedToken.Added, await AddAsync("1", kind));
            }

            Assert.Equal(AddedToken.TooMany, await AddAsync("1", kind));
        }

        Assert.Equal(AddedToken.Added, await AddAsync("2", TokenKind.Link));
        Assert.Equal(AddedToken.NoUser, await AddAsync("3", TokenKind.Link));
        Assert.Equal(new StoreCounts(Users: 2, AccessTokens: 2, Links: Most + 1, Sessions: Most), Store.Counts);
    }

    [Fact]
    public async Task Of_many_who_add_the_last_one_at_once_one_does()
    {
        await SignInAsync("1", Ada);

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.AddTokenAsync("1", Token(Ada) with { Kind = TokenKind.Link }, 1, default).AsTask())));

        Assert.Equal(1, added.Count(one => one == AddedToken.Added));
        Assert.Equal(7, added.Count(one => one == AddedToken.TooMany));
    }

    [Fact]
    public async Task A_persons_tokens_of_every_kind_are_listed_the_newest_first_and_nobody_elses()
    {
        var first = await SignInAsync("1", Ada);
        await SignInAsync("2", Bob);
        var link = Token(Ada) with { Kind = TokenKind.Link, CreatedAt = Now.AddHours(1) };
        var session = Token(Ada) with { Kind = TokenKind.Session, CreatedAt = Now.AddHours(2) };
        await Store.AddTokenAsync("1", link, Most, default);
        await Store.AddTokenAsync("1", session, Most, default);

        Assert.Equal([session.Hash, link.Hash, first.Hash], (await Store.ReadTokensAsync("1", default)).Select(token => token.Hash));
        Assert.Empty(await Store.ReadTokensAsync("3", default));
    }

    [Fact]
    public async Task A_link_holds_the_person_and_a_session_does_not()
    {
        var token = await SignInAsync("1", Ada);
        var link = Token(Ada) with { Kind = TokenKind.Link };
        var session = Token(Ada) with { Kind = TokenKind.Session };
        await Store.AddTokenAsync("1", link, Most, default);
        await Store.AddTokenAsync("1", session, Most, default);

        Assert.Equal(new RemovedToken(true, null), await Store.RemoveTokenAsync(token.Hash, default));
        var removed = await Store.RemoveTokenAsync(link.Hash, default);

        Assert.Equal("1", removed.Orphan?.GoogleSub);
        Assert.Null(await Store.FindTokenAsync(session.Hash, default));
        Assert.Equal(default, Store.Counts);
    }

    [Fact]
    public async Task A_session_that_ends_leaves_everything_else()
    {
        var token = await SignInAsync("1", Ada);
        var session = Token(Ada) with { Kind = TokenKind.Session };
        await Store.AddTokenAsync("1", session, Most, default);

        Assert.Equal(new RemovedToken(true, null), await Store.RemoveTokenAsync(session.Hash, default));

        Assert.NotNull(await Store.FindTokenAsync(token.Hash, default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task A_person_who_is_removed_takes_everything_along_and_nobody_else()
    {
        var token = await SignInAsync("1", Ada);
        var other = await SignInAsync("2", Bob);
        var link = Token(Ada) with { Kind = TokenKind.Link };
        await Store.AddTokenAsync("1", link, Most, default);

        var removed = await Store.RemoveUserAsync("1", default);

        Assert.Equal(Ada, removed?.Email);
        Assert.Null(await Store.RemoveUserAsync("1", default));
        Assert.Null(await Store.FindTokenAsync(token.Hash, default));
        Assert.Null(await Store.FindTokenAsync(link.Hash, default));
        Assert.Null(await Store.FindUserBySubAsync("1", default));
        Assert.NotNull(await Store.FindTokenAsync(other.Hash, default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task A_row_of_a_kind_that_is_none_keeps_nobody_from_reading_counting_purging_and_leaving()
    {
        await SignInAsync("1", Ada);
        await Store.AddTokenAsync("1", Token(Ada) with { Kind = TokenKind.Unknown }, Most, default);
        await ReopenAsync();

        Assert.Equal(2, (await Store.ReadTokensAsync("1", default)).Count);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 2), Store.Counts);
        Assert.Empty(await Store.PurgeAsync(Now, TimeSpan.FromDays(90), HashRange.All, default).ToListAsync());
        Assert.NotNull(await Store.RemoveUserAsync("1", default));
        Assert.Equal(default, Store.Counts);
    }

    [Fact]
    public async Task Dead_grants_are_counted_as_they_come_and_go()
    {
        await SignInAsync("1", Ada);
        await SignInAsync("2", Bob);
        var user = (await Store.FindUserBySubAsync("1", default))!;

        Assert.True(await Store.UpdateGrantAsync(user with { State = GrantState.NeedsSignIn, Version = 2 }, 1, default));
        Assert.Equal(new StoreCounts(Users: 2, NeedSignIn: 1, AccessTokens: 2), Store.Counts);

        await SignInAsync("1", Ada);
        Assert.Equal(new StoreCounts(Users: 2, AccessTokens: 3), Store.Counts);

        Assert.True(await Store.UpdateGrantAsync(user with { State = GrantState.NeedsSignIn, Version = 4 }, 3, default));
        await Store.RemoveUserAsync("1", default);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task Counts_are_the_same_after_the_store_was_opened_again()
    {
        await SignInAsync("1", Ada);
        await AddAsync("1", TokenKind.Link);
        await AddAsync("1", TokenKind.Session);
        var user = (await Store.FindUserBySubAsync("1", default))!;
        await Store.UpdateGrantAsync(user with { State = GrantState.NeedsSignIn, Version = 2 }, 1, default);
        var before = Store.Counts;

        await ReopenAsync();

        Assert.Equal(new StoreCounts(Users: 1, NeedSignIn: 1, AccessTokens: 1, Links: 1, Sessions: 1), before);
        Assert.Equal(before, Store.Counts);
    }

    [Fact]
    public async Task The_purge_ends_idle_sessions_and_leaves_the_person_who_has_a_link()
    {
        await SignInAsync("1", Ada, Token(Ada, Now.AddDays(1)));
        await AddAsync("1", TokenKind.Session);
        await AddAsync("1", TokenKind.Link);

        var gone = new List<StoredUser>();
        await foreach (var orphan in Store.PurgeAsync(Now.AddDays(2), TimeSpan.FromDays(90), HashRange.All, default))
        {
            gone.Add(orphan);
        }

        Assert.Empty(gone);
        Assert.Equal(new StoreCounts(Users: 1, Links: 1), Store.Counts);
    }

    private ValueTask<AddedToken> AddAsync(string sub, TokenKind kind) => Store.AddTokenAsync(sub, Token(Ada) with { Kind = kind }, Most, default);
}
