using System.Collections.Concurrent;
using System.Globalization;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens.LiteDb;

public sealed class RecentTokensTests : IDisposable
{
    private const string Ada = "ada@example.com";
    private const string Bob = "bob@example.com";
    private readonly LiteDbFolderForTests folder = new();

    [Fact]
    public void A_row_that_was_read_before_a_write_is_not_kept_after_it()
    {
        var recent = new RecentTokens();
        var row = Row("1", Ada);
        var generation = recent.Generation;

        recent.Forget([Bob], []);
        recent.Keep(row, generation);
        Assert.Null(recent.Find(row.Token.Hash));

        recent.Keep(row, recent.Generation);
        Assert.NotNull(recent.Find(row.Token.Hash));
    }

    [Fact]
    public void A_write_forgets_what_it_touched_and_nothing_else()
    {
        var recent = new RecentTokens();
        var (first, second, other) = (Row("1", Ada), Row("1", Ada), Row("2", Bob));
        KeepAll(recent, first, second, other);

        recent.Forget([], [first.Token.Hash]);
        Assert.Null(recent.Find(first.Token.Hash));
        Assert.NotNull(recent.Find(second.Token.Hash));

        recent.Forget([Ada], []);
        Assert.Null(recent.Find(second.Token.Hash));
        Assert.NotNull(recent.Find(other.Token.Hash));

        recent.ForgetAll();
        Assert.Null(recent.Find(other.Token.Hash));
    }

    [Fact]
    public void A_token_that_was_kept_with_an_earlier_row_of_its_owner_is_not_found_with_a_newer_one()
    {
        var recent = new RecentTokens();
        var first = Row("1", Ada);
        recent.Keep(first, recent.Generation);
        recent.Forget([Ada], []);

        var second = new TokenWithUser(Token(Ada), first.User with { Version = 2 });
        recent.Keep(second, recent.Generation);

        Assert.Null(recent.Find(first.Token.Hash));
        Assert.Equal(2, recent.Find(second.Token.Hash)?.User.Version);
    }

    [Fact]
    public void It_never_holds_more_than_it_may()
    {
        var recent = new RecentTokens(most: 10);
        var rows = Enumerable.Range(0, 25).Select(i => Row($"{i}", $"{i}@example.com")).ToArray();

        KeepAll(recent, rows);

        Assert.InRange(rows.Count(row => recent.Find(row.Token.Hash) is not null), 1, 10);
        Assert.NotNull(recent.Find(rows[^1].Token.Hash));
    }

    [Fact]
    public async Task The_store_reads_anew_what_was_written_and_keeps_the_rest()
    {
        await using var store = folder.Open().Store;
        var (ada, bob) = (Row("1", Ada), Row("2", Bob));
        await store.SaveSignInAsync(ada.User, null, ada.Token, default);
        await store.SaveSignInAsync(bob.User, null, bob.Token, default);
        await store.FindTokenAsync(ada.Token.Hash, default);
        var kept = await store.FindTokenAsync(bob.Token.Hash, default);

        await store.UpdateGrantAsync(ada.User with { GrantedScopes = "openid", Version = 2 }, 1, default);
        Assert.Equal("openid", (await store.FindTokenAsync(ada.Token.Hash, default))?.User.GrantedScopes);
        await store.TouchTokenAsync(ada.Token.Hash, Now, default);
        Assert.Equal(Now, (await store.FindTokenAsync(ada.Token.Hash, default))?.Token.LastUsedAt);
        await store.RemoveTokenAsync(ada.Token.Hash, default);
        Assert.Null(await store.FindTokenAsync(ada.Token.Hash, default));

        Assert.Same(await store.FindTokenAsync(bob.Token.Hash, default), await store.FindTokenAsync(bob.Token.Hash, default));
        Same(kept!.User, (await store.FindTokenAsync(bob.Token.Hash, default))?.User);
    }

    [Fact]
    public async Task While_many_read_no_row_of_before_a_write_is_found_after_it()
    {
        await using var store = folder.Open().Store;
        var people = Enumerable.Range(0, 4).Select(i => new Person($"{i}")).ToList();
        foreach (var person in people)
        {
            await store.SaveSignInAsync(User(person.Sub, person.Email), null, person.Lasting, default);
        }

        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ReadAsync(store, people, stop.Token))).ToList();
        await Task.WhenAll(people.Select(person => Task.Run(() => WriteAsync(store, person))));
        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    public void Dispose() => folder.Dispose();

    private static async Task WriteAsync(ITokenStore store, Person person)
    {
        for (var round = 0; round < 60; round++)
        {
            var version = person.Version;
            var token = Token(person.Email);
            Assert.True(await store.SaveSignInAsync(User(person.Sub, person.Email, version + 1), version, token, default));
            person.Version = version + 1;
            person.Passing.Enqueue(token.Hash);

            Assert.True(await store.UpdateGrantAsync(User(person.Sub, person.Email, version + 2), version + 1, default));
            person.Version = version + 2;

            Assert.True((await store.RemoveTokenAsync(token.Hash, default)).Existed);
            person.Removed[token.Hash] = true;
        }
    }

    private static async Task ReadAsync(ITokenStore store, List<Person> people, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var person in people)
            {
                // What was acknowledged before the look-up began.
                var version = person.Version;
                var found = await store.FindTokenAsync(person.Lasting.Hash, default);
                Assert.True(found!.User.Version >= version, $"{found.User.Version.ToString(CultureInfo.InvariantCulture)} is of before the write of {version}");
                foreach (var hash in person.Passing.Reverse().Take(3))
                {
                    var isRemoved = person.Removed.ContainsKey(hash);
                    Assert.False(await store.FindTokenAsync(hash, default) is not null && isRemoved, "A removed token was found.");
                }
            }
        }
    }

    private static TokenWithUser Row(string sub, string email) => new(Token(email), User(sub, email));

    private static void KeepAll(RecentTokens recent, params TokenWithUser[] rows) => Array.ForEach(rows, row => recent.Keep(row, recent.Generation));

    private sealed class Person(string sub)
    {
        private long version = 1;

        public string Sub => sub;

        public string Email { get; } = $"{sub}@example.com";

        public StoredToken Lasting { get; } = Token($"{sub}@example.com");

        public long Version
        {
            get => Interlocked.Read(ref version);
            set => Interlocked.Exchange(ref version, value);
        }

        public ConcurrentQueue<string> Passing { get; } = new();

        public ConcurrentDictionary<string, bool> Removed { get; } = new();
    }
}
