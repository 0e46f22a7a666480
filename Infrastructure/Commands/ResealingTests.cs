using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.Embedded;
using static Gcd.Infrastructure.Commands.FilledStoreForTests;

namespace Gcd.Infrastructure.Commands;

public sealed class ResealingTests
{
    private readonly string newKey = IStoreForTests.NewKey();

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public async Task Everything_is_sealed_under_the_main_key_and_opens_with_it_alone(string store)
    {
        await using IStoreForTests place = new StoreFolderForTests(store);
        var tokens = await FillAsync(place.Settings(), 1200);
        var told = new List<string>();
        string report;
        await using (var opened = place.Open(newKey, place.Key))
        {
            report = await new Resealing(opened, TimeProvider.System).RunAsync(
                line =>
                {
                    told.Add(line);
                    return Task.CompletedTask;
                },
                default);
        }

        Assert.Contains("1200 users seen: 1200 sealed anew", report, StringComparison.Ordinal);
        Assert.Contains("GOOGLE_ENCRYPTION_KEYS_ACCEPTED can be emptied", report, StringComparison.Ordinal);
        Assert.Contains("500 of 1200 users, 500 sealed under the main key, 0 damaged", told);
        await AssertWorkAsync(place.Settings(newKey), tokens);
    }

    [Fact]
    public async Task Whoever_was_taken_over_without_credentials_is_not_called_damaged()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await using var opened = place.Open();
        await opened.Rows.AddAsync(new StoredRows { Users = [RowsForTests.User("1", "ada@example.com") with { TokenData = [], State = GrantState.NeedsSignIn }] }, default);

        var report = await new Resealing(opened, TimeProvider.System).RunAsync(Silent, default);

        Assert.Contains("1 user seen: 0 sealed anew", report, StringComparison.Ordinal);
        Assert.Contains("0 damaged", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_seal_and_the_version_of_a_row_change()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings());
        await using var opened = place.Open(newKey, place.Key);
        var before = await opened.Store.FindUserBySubAsync("000001", default);

        await new Resealing(opened, TimeProvider.System).RunAsync(Silent, default);

        var after = await opened.Store.FindUserBySubAsync("000001", default);
        Assert.Equal(before! with { TokenData = after!.TokenData, Version = before.Version + 1 }, after);
    }

    [Fact]
    public async Task Stopped_at_any_row_and_started_again_it_goes_on_where_it_was()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        var tokens = await FillAsync(place.Settings(), 700);
        await using (var opened = place.Open(newKey, place.Key))
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Resealing(opened, TimeProvider.System).RunAsync(_ => stop.CancelAsync(), stop.Token));

            var report = await new Resealing(opened, TimeProvider.System).RunAsync(Silent, default);
            Assert.Contains("700 users seen", report, StringComparison.Ordinal);
            Assert.DoesNotContain("700 sealed", report, StringComparison.Ordinal);
        }

        await AssertWorkAsync(place.Settings(newKey), tokens);
    }

    [Fact]
    public async Task A_row_that_somebody_else_writes_meanwhile_keeps_what_that_one_wrote()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings());
        await using var opened = place.Open(newKey, place.Key);

        await new Resealing(opened with { Locks = new LateLocks(opened) }, TimeProvider.System).RunAsync(Silent, default);

        var user = await opened.Store.FindUserBySubAsync("000001", default);
        Assert.Equal(GrantState.NeedsSignIn, user!.State);
        Assert.Equal(opened.Keys.Ring.MainId, KeyRing.ReadKeyId(user.TokenData));
    }

    [Fact]
    public async Task A_damaged_value_is_counted_and_left_and_its_key_must_stay()
    {
        await using IStoreForTests place = new StoreFolderForTests("litedb");
        await FillAsync(place.Settings());
        await using var opened = place.Open(newKey, place.Key);
        var user = (await opened.Store.FindUserBySubAsync("000001", default))!;
        byte[] damaged = [.. user.TokenData[..^1], (byte)~user.TokenData[^1]];
        await opened.Store.UpdateGrantAsync(user with { TokenData = damaged, Version = 2 }, 1, default);

        var refused = await Assert.ThrowsAsync<CommandException>(() => new Resealing(opened, TimeProvider.System).RunAsync(Silent, default));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("2 sealed anew", refused.Message, StringComparison.Ordinal);
        Assert.Contains("1 damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"besides the main key: {KeyRing.ReadKeyId(damaged)}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(damaged, (await opened.Store.FindUserBySubAsync("000001", default))!.TokenData);
    }

    /// <summary>Gives a lock only after whoever held it has written the row.</summary>
    private sealed class LateLocks(StoreHandle opened) : IUserLocks
    {
        public async ValueTask<IAsyncDisposable> AcquireAsync(string googleSub, CancellationToken ct)
        {
            var user = (await opened.Store.FindUserBySubAsync(googleSub, ct))!;
            Assert.True(await opened.Store.UpdateGrantAsync(user with { State = GrantState.NeedsSignIn, Version = user.Version + 1 }, user.Version, ct));
            return await opened.Locks.AcquireAsync(googleSub, ct);
        }

        public ValueTask<IReadOnlyList<string>> HeldAsync(string prefix, CancellationToken ct) => opened.Locks.HeldAsync(prefix, ct);
    }
}
