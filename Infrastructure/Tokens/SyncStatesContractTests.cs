using System.Security.Cryptography;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What every store must do with sync states; a store's own test class says how to open it.</summary>
public abstract class SyncStatesContractTests : StoreContractTests
{
    private const string Ada = "ada@example.com";
    private const int Most = 3;

    private ISyncStateStore States => Opened.SyncStates;

    [Fact]
    public async Task A_state_comes_back_as_it_was_saved_and_only_to_its_person()
    {
        await SignInAsync("1", Ada);
        await SignInAsync("2", "bob@example.com");
        var state = State("a", "1") with { Kind = SyncStateKind.AddressBook };

        Assert.True(await States.SaveAsync(state, Most, default));

        var found = Assert.Single(await States.ReadAsync("1", default));
        Assert.Equal(state.Sealed, found.Sealed);
        Assert.Equal(state, found with { Sealed = state.Sealed });
        Assert.Empty(await States.ReadAsync("2", default));

        await ReopenAsync();
        Assert.Single(await States.ReadAsync("1", default));
    }

    [Fact]
    public async Task Of_each_kind_the_newest_stay()
    {
        await SignInAsync("1", Ada);
        await SignInAsync("2", "bob@example.com");
        Assert.True(await States.SaveAsync(State("other", "2"), Most, default));
        foreach (var (kind, name) in new[] { (SyncStateKind.Download, "d"), (SyncStateKind.AddressBook, "b") })
        {
            for (var i = 0; i < Most + 2; i++)
            {
                Assert.True(await States.SaveAsync(State($"{name}{i}", "1", Now.AddMinutes(i)) with { Kind = kind }, Most, default));
            }
        }

        Assert.Equal(["b4", "d4", "b3", "d3", "b2", "d2"], (await States.ReadAsync("1", default)).Select(state => state.Id));
        Assert.Single(await States.ReadAsync("2", default));
    }

    [Fact]
    public async Task A_state_saved_again_takes_the_place_of_the_first()
    {
        await SignInAsync("1", Ada);
        await States.SaveAsync(State("a", "1"), Most, default);
        var again = State("a", "1", Now.AddHours(1));

        Assert.True(await States.SaveAsync(again, Most, default));

        Assert.Equal(again.Sealed, Assert.Single(await States.ReadAsync("1", default)).Sealed);
    }

    [Fact]
    public async Task Nobody_has_states_who_is_not_there()
    {
        Assert.False(await States.SaveAsync(State("a", "1"), Most, default));
        var token = await SignInAsync("1", Ada);
        await States.SaveAsync(State("a", "1"), Most, default);

        Assert.NotNull((await Store.RemoveTokenAsync(token.Hash, default)).Orphan);
        Assert.Empty(await States.ReadAsync("1", default));

        await SignInAsync("1", Ada);
        Assert.Empty(await States.ReadAsync("1", default));
        await States.SaveAsync(State("b", "1"), Most, default);
        Assert.NotNull(await Store.RemoveUserAsync("1", default));
        await SignInAsync("1", Ada);
        Assert.Empty(await States.ReadAsync("1", default));
    }

    [Fact]
    public async Task A_new_address_keeps_them_and_another_person_under_the_old_one_has_none()
    {
        await SignInAsync("1", Ada);
        await States.SaveAsync(State("a", "1"), Most, default);

        await SignInAsync("1", "ada@new.example");
        Assert.Single(await States.ReadAsync("1", default));

        await SignInAsync("2", "ada@new.example");
        Assert.Empty(await States.ReadAsync("1", default));
        Assert.Empty(await States.ReadAsync("2", default));
    }

    [Fact]
    public async Task What_is_over_is_removed_and_the_rest_stays()
    {
        await SignInAsync("1", Ada);
        await States.SaveAsync(State("over", "1") with { KeepUntil = Now.AddDays(-1) }, Most, default);
        await States.SaveAsync(State("kept", "1") with { KeepUntil = Now.AddDays(1) }, Most, default);

        await States.PurgeAsync(Now, default);

        Assert.Equal("kept", Assert.Single(await States.ReadAsync("1", default)).Id);
    }

    [Fact]
    public async Task Many_who_save_at_once_leave_no_more_than_allowed()
    {
        await SignInAsync("1", Ada);

        Assert.All(await AtOnceAsync(12, i => States.SaveAsync(State($"s{i:00}", "1", Now.AddSeconds(i)), 12, default).AsTask()), Assert.True);

        Assert.Equal(12, (await States.ReadAsync("1", default)).Count);
    }

    internal static SyncState State(string id, string sub, DateTimeOffset? created = null) => new()
    {
        Id = id,
        GoogleSub = sub,
        Kind = SyncStateKind.Download,
        Sealed = RandomNumberGenerator.GetBytes(100),
        CreatedAt = created ?? Now,
        KeepUntil = Now.AddDays(7),
    };
}
