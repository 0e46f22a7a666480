using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What every store does with a sign-in and with a grant that was refreshed.</summary>
public abstract class StoreSignInsContractTests : StoreContractTests
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
}
