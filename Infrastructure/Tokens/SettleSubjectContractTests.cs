using System.Text;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>How a person of the earlier service gets the subject that Google names, in every store.</summary>
public abstract class SettleSubjectContractTests : StoreContractTests
{
    private const string Ada = "ada@example.com";
    private const string Sub = "100000000000000000001";
    private static readonly string Earlier = EarlierSubject.Of(Ada);

    [Fact]
    public async Task The_row_becomes_the_subjects_and_its_tokens_are_bound_to_them()
    {
        var (row, token) = await AddEarlierAsync();
        var settled = row with { GoogleSub = Sub, TokenData = [0, 1, 2], Version = 2 };

        Assert.True(await Store.SettleSubjectAsync(Earlier, 1, settled, Rebound, default));

        Same(settled, await Store.FindUserBySubAsync(Sub, default));
        Assert.Null(await Store.FindUserBySubAsync(Earlier, default));
        Same(token with { Binding = Rebound(token) }, (await Store.FindTokenAsync(token.Hash, default))?.Token);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 1, EarlierTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task What_was_kept_of_reads_goes_because_it_is_sealed_for_the_earlier_subject()
    {
        var (row, _) = await AddEarlierAsync();
        await Opened.SyncStates.SaveAsync(new SyncState { Id = "s", GoogleSub = Earlier, Kind = SyncStateKind.Download, Sealed = [1], CreatedAt = Now, KeepUntil = Now.AddDays(1) }, 3, default);

        Assert.True(await Store.SettleSubjectAsync(Earlier, 1, row with { GoogleSub = Sub, Version = 2 }, Rebound, default));

        Assert.Empty(await Opened.SyncStates.ReadAsync(Earlier, default));
        Assert.Empty(await Opened.SyncStates.ReadAsync(Sub, default));
    }

    [Fact]
    public async Task Who_has_another_address_by_now_gets_the_tokens_into_that_row()
    {
        var (row, token) = await AddEarlierAsync();
        var own = await SignInAsync(Sub, "ada@example.org");
        var known = await Store.FindUserBySubAsync(Sub, default);

        Assert.True(await Store.SettleSubjectAsync(Earlier, 1, row with { GoogleSub = Sub, TokenData = [0, 1, 2], Version = 2 }, Rebound, default));

        Assert.Null(await Store.FindUserByEmailAsync(Ada, default));
        Same(known! with { Version = 2 }, await Store.FindUserBySubAsync(Sub, default));
        Same(token with { UserEmail = "ada@example.org", Binding = Rebound(token) }, (await Store.FindTokenAsync(token.Hash, default))?.Token);
        Assert.NotNull(await Store.FindTokenAsync(own.Hash, default));
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 2, EarlierTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task Of_two_grants_of_one_person_the_one_that_is_alive_stays()
    {
        var (row, _) = await AddEarlierAsync();
        await SignInAsync(Sub, "ada@example.org");
        await Store.UpdateGrantAsync(User(Sub, "ada@example.org", 2) with { State = GrantState.NeedsSignIn }, 1, default);

        Assert.True(await Store.SettleSubjectAsync(Earlier, 1, row with { GoogleSub = Sub, TokenData = [0, 1, 2], ClientId = "theirs", Version = 2 }, Rebound, default));

        var settled = await Store.FindUserBySubAsync(Sub, default);
        Assert.Equal((GrantState.Active, "theirs", 3), (settled!.State, settled.ClientId, settled.Version));
        Assert.Equal([0, 1, 2], settled.TokenData);
        Assert.Equal(new StoreCounts(Users: 1, AccessTokens: 2, EarlierTokens: 1), Store.Counts);
    }

    [Fact]
    public async Task Of_many_who_settle_at_once_one_does_and_a_row_that_is_gone_stays_gone()
    {
        var (row, token) = await AddEarlierAsync();

        var settled = await AtOnceAsync(6, _ => Store.SettleSubjectAsync(Earlier, 1, row with { GoogleSub = Sub, Version = 2 }, Rebound, default).AsTask());

        Assert.Equal(1, settled.Count(isSettled => isSettled));
        await Store.RemoveTokenAsync(token.Hash, default);
        Assert.False(await Store.SettleSubjectAsync(Earlier, 1, row with { GoogleSub = Sub, Version = 2 }, Rebound, default));
        Assert.Null(await Store.FindUserBySubAsync(Sub, default));
        Assert.Equal(default, Store.Counts);
    }

    [Fact]
    public async Task Whoever_looks_a_token_up_meanwhile_sees_it_with_the_owner_that_it_is_bound_to()
    {
        var (row, token) = await AddEarlierAsync();
        using var end = new CancellationTokenSource();
        var looking = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var found = await Store.FindTokenAsync(token.Hash, default);
                Assert.NotNull(found);
                Assert.Equal(found.User.GoogleSub, Encoding.UTF8.GetString(found.Token.Binding));
            }
        })).ToList();

        var owner = Earlier;
        for (var version = 1; version <= 200; version++)
        {
            var next = FormattableString.Invariant($"{version:D21}");
            Assert.True(await Store.SettleSubjectAsync(owner, version, row with { GoogleSub = next, Version = version + 1 }, _ => Encoding.UTF8.GetBytes(next), default));
            owner = next;
        }

        await end.CancelAsync();
        await Task.WhenAll(looking);
    }

    private static byte[] Rebound(StoredToken token) => [9, .. token.Binding];

    private async Task<(StoredUser User, StoredToken Token)> AddEarlierAsync()
    {
        var row = User(Earlier, Ada);
        var token = Token(Ada) with { Kind = TokenKind.Earlier, Name = "From the earlier service", Binding = Encoding.UTF8.GetBytes(Earlier) };
        await Opened.Rows.AddAsync(new StoredRows { Users = [row], Tokens = [token] }, default);
        // As a takeover leaves it: the service starts on it.
        await ReopenAsync();
        return (row, token);
    }
}
