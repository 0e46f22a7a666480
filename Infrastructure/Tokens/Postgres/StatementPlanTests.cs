using System.Globalization;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens.Postgres;

/// <summary>What PostgreSQL reads for each statement that runs for a request, by its own counters: they see what was done, by every plan that it chose and every trigger, where EXPLAIN tells of one plan.</summary>
public sealed class StatementPlanTests(FilledPostgresForTests filled) : IClassFixture<FilledPostgresForTests>
{
    // Prepared at the second use, and from the sixth on perhaps with a plan for all values.
    private const int Times = 12;

    // Rows of one person, and those that a page of an index holds beside them.
    private const int MostRowsATime = 40;

    [SkippableTheory]
    [MemberData(nameof(Members))]
    public async Task A_statement_of_a_request_reads_the_rows_that_it_needs_and_walks_through_no_table(string member)
    {
        await using (var opened = filled.Place.Open())
        {
            await filled.AskAsync("SELECT pg_stat_reset()");
            for (var time = 1; time <= Times; time++)
            {
                await Requests(time)[member](opened);
            }
        }

        await filled.WaitForCountersAsync();
        var walked = await filled.AskAsync("SELECT string_agg(relname || ': ' || seq_tup_read, ', ') FROM pg_stat_user_tables WHERE seq_tup_read > 0 AND relname NOT IN ('gcd_meta', 'row_counts')");
        Assert.True(walked is DBNull, $"{member} walked through {walked}.");
        // The purge looks at a part of the tokens that has its hour.
        if (member != nameof(ITokenStore.PurgeAsync))
        {
            Assert.InRange(Convert.ToInt64(await filled.AskAsync("SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes"), CultureInfo.InvariantCulture), 0, Times * MostRowsATime);
        }
    }

    [Fact]
    public void Every_member_of_the_store_is_among_them()
    {
        string[] others = [nameof(ITokenStore.CorrectCountsAsync), nameof(IAsyncDisposable.DisposeAsync), "get_Counts", "get_SizeInBytes"];
        var members = typeof(ITokenStore).GetMethods().Concat(typeof(ISyncStateStore).GetMethods()).Select(method => method.Name).Except(others);

        Assert.Empty(members.Except(Requests(1).Keys.Select(name => name.Split(',')[0])));
    }

    public static TheoryData<string> Members() => [.. Requests(1).Keys];

    /// <summary>What a request may ask of the store, each time for other people.</summary>
    private static Dictionary<string, Func<StoreHandle, Task>> Requests(int time)
    {
        var (sub, email) = FilledPostgresForTests.Person(time * 1000);
        var next = FilledPostgresForTests.Person((time * 1000) + 1);
        var hash = FilledPostgresForTests.Token(time * 1000);
        return new()
        {
            [nameof(ITokenStore.FindTokenAsync)] = async opened => Assert.NotNull(await opened.Store.FindTokenAsync(hash, default)),
            [nameof(ITokenStore.FindUserBySubAsync)] = async opened => Assert.NotNull(await opened.Store.FindUserBySubAsync(sub, default)),
            [nameof(ITokenStore.FindUserByEmailAsync)] = async opened => Assert.NotNull(await opened.Store.FindUserByEmailAsync(email, default)),
            [nameof(ITokenStore.SaveSignInAsync)] = async opened => Assert.True(await opened.Store.SaveSignInAsync(User($"new-{time}", $"new-{time}@example.com"), null, Token($"new-{time}@example.com"), default)),
            ["SaveSignInAsync, again, with another's address"] = async opened => Assert.True(await opened.Store.SaveSignInAsync(User(next.Sub, $"p{(time * 1000) + 2}@example.com", 2), 1, Token($"p{(time * 1000) + 2}@example.com"), default)),
            [nameof(ITokenStore.UpdateGrantAsync)] = async opened => Assert.True(await opened.Store.UpdateGrantAsync(User($"{(time * 1000) + 3}", $"p{(time * 1000) + 3}@example.com", 2), 1, default)),
            [nameof(ITokenStore.SettleSubjectAsync)] = async opened => Assert.True(await opened.Store.SettleSubjectAsync($"{(time * 1000) + 4}", 1, User($"settled-{time}", $"p{(time * 1000) + 4}@example.com", 2), token => token.Binding, default)),
            [nameof(ITokenStore.TouchTokenAsync)] = async opened => await opened.Store.TouchTokenAsync(hash, Now, default),
            [nameof(ITokenStore.AddTokenAsync)] = async opened => Assert.Equal(AddedToken.Added, await opened.Store.AddTokenAsync(sub, Token(email), 50, default)),
            [nameof(ITokenStore.ReadTokensAsync)] = async opened => Assert.NotEmpty(await opened.Store.ReadTokensAsync(sub, default)),
            [nameof(ITokenStore.RemoveTokenAsync)] = async opened => Assert.True((await opened.Store.RemoveTokenAsync(FilledPostgresForTests.Token((time * 1000) + 15), default)).Existed),
            [nameof(ITokenStore.RemoveUserAsync)] = async opened => Assert.NotNull(await opened.Store.RemoveUserAsync($"{(time * 1000) + 500}", default)),
            [nameof(ITokenStore.PurgeAsync)] = async opened => Assert.Empty(await opened.Store.PurgeAsync(DateTimeOffset.UtcNow, TimeSpan.FromDays(90), HashRange.OfHour(time), default).ToListAsync()),
            [nameof(ITokenStore.UseStateAsync)] = async opened => Assert.True(await opened.Store.UseStateAsync($"state-{time}", Now, default)),
            [nameof(ITokenStore.ProbeAsync)] = async opened => await opened.Store.ProbeAsync(default),
            [nameof(ISyncStateStore.ReadAsync)] = async opened => Assert.NotEmpty(await opened.SyncStates.ReadAsync(sub, default)),
            [nameof(ISyncStateStore.SaveAsync)] = async opened => Assert.True(await opened.SyncStates.SaveAsync(SyncStatesContractTests.State($"state-{time}", sub), 3, default)),
            [nameof(IUserLocks.AcquireAsync)] = async opened => await (await opened.Locks.AcquireAsync(sub, default)).DisposeAsync(),
        };
    }
}
