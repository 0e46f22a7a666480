using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Settings;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

/// <summary>What every store must do with keys.</summary>
public abstract class StoreKeysContractTests : StoreContractTests
{
    [Fact]
    public async Task Another_key_is_refused_by_its_id_and_the_store_works_on_with_its_own()
    {
        var token = await SignInAsync("1", "ada@example.com");
        var id = Opened.Keys.Ring.MainId;
        await Opened.DisposeAsync();

        var refused = Assert.Throws<StartupException>(() => Place.Open(key: "another passphrase"));

        Assert.Equal(StartupException.ExitCode, refused.Code);
        Assert.Contains($"its key id is {id}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another passphrase", refused.Message, StringComparison.Ordinal);
        await ReopenAsync();
        Assert.NotNull(await Store.FindTokenAsync(token.Hash, default));
    }

    [Fact]
    public async Task A_key_that_only_a_grant_needs_is_missed_by_its_id()
    {
        using var other = new KeyRing(MasterKey.Derive(IStoreForTests.NewKey(), []));
        await Opened.Rows.AddAsync(new StoredRows { Users = [User("1", "ada@example.com") with { TokenData = other.Seal(SealPurpose.Storage, "grant"u8, []) }] }, default);
        await Opened.DisposeAsync();

        var refused = Assert.Throws<StartupException>(() => Place.Open());

        Assert.Contains("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"key id {other.MainId}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_earlier_key_among_the_accepted_ones_it_opens_and_hashes_stay_the_same()
    {
        var hash = Opened.Keys.Hasher.Hash("token");

        await ReopenAsync(key: "another passphrase", accepted: $"a third,{Place.Key}");

        Assert.Equal(hash, Opened.Keys.Hasher.Hash("token"));
    }

    [Fact]
    public async Task After_the_token_hash_key_is_resealed_the_new_key_alone_opens_it()
    {
        var hash = Opened.Keys.Hasher.Hash("token");
        await ReopenAsync(key: "another passphrase", accepted: Place.Key);

        Assert.True(await Opened.Keys.ResealAsync(Opened.Rows, default));
        Assert.False(await Opened.Keys.ResealAsync(Opened.Rows, default));

        await ReopenAsync(key: "another passphrase");
        Assert.Equal(hash, Opened.Keys.Hasher.Hash("token"));
    }

    [Fact]
    public async Task One_who_holds_a_users_lock_holds_up_all_others_who_want_it_and_nobody_else()
    {
        var inside = 0;
        var most = 0;
        await using (await Opened.Locks.AcquireAsync("another", default))
        {
            await AtOnceAsync(12, async _ =>
            {
                await using var held = await Opened.Locks.AcquireAsync("1", default);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Delay(5);
                Interlocked.Decrement(ref inside);
                return 0;
            });
        }

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task The_locks_held_now_are_known_by_their_names()
    {
        await using (await Opened.Locks.AcquireAsync("some/1", default))
        await using (await Opened.Locks.AcquireAsync("some/2", default))
        await using (await Opened.Locks.AcquireAsync("another", default))
        {
            Assert.Equal(["some/1", "some/2"], (await Opened.Locks.HeldAsync("some/", default)).Order());
        }

        Assert.Empty(await Opened.Locks.HeldAsync("some/", default));
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_for_a_lock_leaves_it_free()
    {
        using var impatient = new CancellationTokenSource();
        await using (await Opened.Locks.AcquireAsync("1", default))
        {
            var waiting = Opened.Locks.AcquireAsync("1", impatient.Token).AsTask();
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await using var again = await Opened.Locks.AcquireAsync("1", default);
    }
}
