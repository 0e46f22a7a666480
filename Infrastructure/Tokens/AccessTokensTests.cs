using System.Buffers.Text;
using System.Security.Cryptography;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.LiteDb;
using Gcd.Tests.Fixtures;
using LiteDB;
using Microsoft.Extensions.Logging;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens;

public sealed class AccessTokensTests : IAsyncLifetime, IDisposable
{
    private const string Ada = "ada@example.com";
    private const string Bob = "bob@example.com";
    private static readonly TokenKind[] Made = [TokenKind.Access, TokenKind.Link, TokenKind.Session];
    private readonly LiteDbFolderForTests folder = new();
    private readonly LogCapture logs = new();
    private readonly ShiftedTime time = new();
    private ITokenStore store = null!;
    private AccessTokens tokens = null!;

    public Task InitializeAsync()
    {
        Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await store.DisposeAsync();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_token_finds_its_row_and_its_owner()
    {
        var token = await SignInAsync("1", Ada);

        var found = await tokens.FindAsync(token, TokenKind.Access, default);

        Assert.Equal("1", found?.User.GoogleSub);
        Assert.DoesNotContain(token, found!.Token.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_store_finds_nothing()
    {
        await SignInAsync("1", Ada);

        Assert.Null(await tokens.FindAsync(Crypto.BearerToken.Create(), TokenKind.Access, default));
        Assert.Null(await tokens.FindAsync("gcd_", TokenKind.Access, default));
        Assert.Null(await tokens.FindAsync(string.Empty, TokenKind.Access, default));
        Assert.Null(await tokens.FindAsync(new string('x', 100_000), TokenKind.Access, default));
    }

    [Fact]
    public async Task The_form_of_an_earlier_token_is_looked_up_only_while_there_is_one()
    {
        var earlier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = tokens.RowOf(earlier, "1", Ada, new NewToken { Kind = TokenKind.Earlier });
        await store.SaveSignInAsync(User("1", Ada), null, row, default);
        Assert.Equal("1", (await tokens.FindAsync(earlier, TokenKind.Access, default))?.User.GoogleSub);
        // It is no link and no browser's.
        Assert.Null(await tokens.FindAsync(earlier, TokenKind.Link, default));
        Assert.Null(await tokens.FindAsync(earlier, TokenKind.Session, default));
        var other = await SignInAsync("2", Bob);
        await store.RemoveTokenAsync(row.Hash, default);
        await store.DisposeAsync();

        // Without one the store is not asked: it could not answer.
        Assert.Null(await tokens.FindAsync(earlier, TokenKind.Access, default));
        await Assert.ThrowsAnyAsync<Exception>(async () => await tokens.FindAsync(Crypto.BearerToken.Create(), TokenKind.Access, default));
        Open();
        Assert.NotNull(await tokens.FindAsync(other, TokenKind.Access, default));
    }

    [Fact]
    public async Task A_token_follows_its_person_to_a_new_address()
    {
        var token = await SignInAsync("1", Ada);
        await SignInAsync("1", "ada.lovelace@example.com");

        Assert.Equal("ada.lovelace@example.com", (await tokens.FindAsync(token, TokenKind.Access, default))?.User.Email);
    }

    [Fact]
    public async Task A_row_that_was_moved_to_another_user_opens_nothing()
    {
        var ada = await SignInAsync("1", Ada);
        var bob = await SignInAsync("2", Bob);

        await EditAsync(ada, row => row["user_email"] = Bob);

        Assert.Null(await tokens.FindAsync(ada, TokenKind.Access, default));
        Assert.Equal("2", (await tokens.FindAsync(bob, TokenKind.Access, default))?.User.GoogleSub);
        Assert.Contains("TokenRowRefused", logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Bob, logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_which_each_has_the_bindings_or_the_dates_of_the_other_open_nothing()
    {
        var ada = await SignInAsync("1", Ada);
        time.Shift = TimeSpan.FromDays(1);
        var bob = await SignInAsync("2", Bob);
        var other = (await tokens.FindAsync(bob, TokenKind.Access, default))!.Token;

        await EditAsync(ada, row =>
        {
            row["user_email"] = Bob;
            row["binding"] = other.Binding;
            row["created_at"] = other.CreatedAt.ToUnixTimeMilliseconds();
            row["expires_at"] = other.ExpiresAt!.Value.ToUnixTimeMilliseconds();
        });

        Assert.Null(await tokens.FindAsync(ada, TokenKind.Access, default));
    }

    [Fact]
    public async Task A_users_row_that_was_given_anothers_subject_opens_nothing()
    {
        var ada = await SignInAsync("1", Ada);

        await store.DisposeAsync();
        folder.Edit(db =>
        {
            var row = db.GetCollection(LiteDbRows.Users).FindById(Ada);
            row["google_sub"] = "2";
            db.GetCollection(LiteDbRows.Users).Update(row);
        });
        Open();

        Assert.Null(await tokens.FindAsync(ada, TokenKind.Access, default));
    }

    [Fact]
    public async Task A_row_whose_kind_rights_or_name_were_changed_opens_nothing_of_any_kind()
    {
        await SignInAsync("1", Ada);
        var limited = new NewToken { Name = "Phone", Rights = new TokenRights { Formats = ["yealink"], Labels = ["contactGroups/1"], Has = ["phone"] } };
        foreach (var (column, value) in new (string, BsonValue)[] { ("rights", BsonValue.Null), ("rights", """{"formats":[],"labels":[],"has":[]}"""), ("name", "Other"), ("kind", "session"), ("kind", "access"), ("kind", "earlier"), ("kind", "everything") })
        {
            foreach (var kind in Made.Where(kind => kind.Name() != value.RawValue as string))
            {
                var token = await AddAsync("1", limited with { Kind = kind });
                Assert.NotNull(await tokens.FindAsync(token, kind, default));
                await EditAsync(token, kind, row => row[column] = value);

                foreach (var sought in Enum.GetValues<TokenKind>())
                {
                    Assert.Null(await tokens.FindAsync(token, sought, default));
                }

                var user = (await store.FindUserBySubAsync("1", default))!;
                // The one of the sign-in has no name.
                Assert.DoesNotContain(await tokens.ListAsync(user, default, Enum.GetValues<TokenKind>()), row => row.Name is not null);
                Assert.Contains("TokenRowRefused", logs.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_secret_opens_only_what_its_kind_opens()
    {
        await SignInAsync("1", Ada);
        foreach (var kind in Made)
        {
            var token = await AddAsync("1", new NewToken { Kind = kind });
            foreach (var sought in Enum.GetValues<TokenKind>())
            {
                Assert.Equal(sought == kind, await tokens.FindAsync(token, sought, default) is not null);
            }
        }
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_without_use_and_after_seven_days_with()
    {
        await SignInAsync("1", Ada);
        var idle = await AddAsync("1", new NewToken { Kind = TokenKind.Session });
        var used = await AddAsync("1", new NewToken { Kind = TokenKind.Session });
        for (var hours = 0; hours < 7 * 24; hours += 11)
        {
            time.Shift = TimeSpan.FromHours(hours);
            Assert.NotNull(await tokens.FindAsync(used, TokenKind.Session, default));
        }

        Assert.Null(await tokens.FindAsync(idle, TokenKind.Session, default));
        time.Shift = TimeSpan.FromDays(7);
        Assert.Null(await tokens.FindAsync(used, TokenKind.Session, default));
    }

    [Fact]
    public async Task A_token_may_end_before_the_operators_longest_life_and_never_after_it()
    {
        await SignInAsync("1", Ada);
        var week = await AddAsync("1", new NewToken { Life = TimeSpan.FromDays(7) });
        var century = await AddAsync("1", new NewToken { Life = TimeSpan.FromDays(36500) });

        Assert.Equal(TimeSpan.FromDays(7), Life((await tokens.FindAsync(week, TokenKind.Access, default))!.Token));
        Assert.Equal(TimeSpan.FromDays(365), Life((await tokens.FindAsync(century, TokenKind.Access, default))!.Token));

        static TimeSpan? Life(StoredToken token) => token.ExpiresAt - token.CreatedAt;
    }

    [Fact]
    public async Task An_id_names_a_row_is_the_same_each_time_and_tells_nothing_of_its_hash()
    {
        var ids = new HashSet<string>();
        for (var i = 0; i < 50; i++)
        {
            var row = tokens.Create("1", Ada).Row;
            Assert.Matches("^tok_[0-9A-Za-z]{12}$", row.Id());
            Assert.Equal(row.Id(), (row with { LastUsedAt = RowsForTests.Now }).Id());
            Assert.True(ids.Add(row.Id()));
        }
    }

    [Theory]
    [InlineData("expires_at")]
    [InlineData("created_at")]
    public async Task A_row_whose_dates_were_changed_opens_nothing(string column)
    {
        var token = await SignInAsync("1", Ada);

        await EditAsync(token, row => row[column] = row[column].AsInt64 + 1);

        Assert.Null(await tokens.FindAsync(token, TokenKind.Access, default));
    }

    [Fact]
    public async Task A_row_whose_end_was_taken_away_or_whose_binding_is_empty_opens_nothing()
    {
        var endless = await SignInAsync("1", Ada);
        var unbound = await SignInAsync("1", Ada);

        await EditAsync(endless, row => row["expires_at"] = BsonValue.Null);
        await EditAsync(unbound, row => row["binding"] = Array.Empty<byte>());

        Assert.Null(await tokens.FindAsync(endless, TokenKind.Access, default));
        Assert.Null(await tokens.FindAsync(unbound, TokenKind.Access, default));
    }

    [Fact]
    public async Task A_token_ends_at_its_absolute_end_however_often_it_is_used()
    {
        var token = await SignInAsync("1", Ada);
        for (var day = 0; day < 365; day += 80)
        {
            time.Shift = TimeSpan.FromDays(day);
            Assert.NotNull(await tokens.FindAsync(token, TokenKind.Access, default));
        }

        time.Shift = TimeSpan.FromDays(365);

        Assert.Null(await tokens.FindAsync(token, TokenKind.Access, default));
    }

    [Fact]
    public async Task A_token_that_nobody_used_for_the_idle_life_ends()
    {
        var token = await SignInAsync("1", Ada);
        time.Shift = TimeSpan.FromDays(89);
        Assert.NotNull(await tokens.FindAsync(token, TokenKind.Access, default));

        time.Shift = TimeSpan.FromDays(89 + 89);
        Assert.NotNull(await tokens.FindAsync(token, TokenKind.Access, default));

        time.Shift = TimeSpan.FromDays(89 + 89 + 91);
        Assert.Null(await tokens.FindAsync(token, TokenKind.Access, default));
    }

    [Fact]
    public async Task The_idle_life_is_never_shorter_than_promised_though_a_use_is_not_always_written()
    {
        var token = await SignInAsync("1", Ada);
        Assert.NotNull(await tokens.FindAsync(token, TokenKind.Access, default));
        time.Shift = TimeSpan.FromMinutes(59);
        Assert.NotNull(await tokens.FindAsync(token, TokenKind.Access, default));

        time.Shift += TimeSpan.FromDays(90) - TimeSpan.FromMinutes(1);

        Assert.NotNull(await tokens.FindAsync(token, TokenKind.Access, default));
    }

    [Fact]
    public async Task A_last_use_in_the_future_is_corrected_by_the_next_use()
    {
        var token = await SignInAsync("1", Ada);
        time.Shift = TimeSpan.FromDays(30);
        var future = (await tokens.FindAsync(token, TokenKind.Access, default))!.Token.LastUsedAt;

        time.Shift = TimeSpan.Zero;

        Assert.True((await tokens.FindAsync(token, TokenKind.Access, default))!.Token.LastUsedAt < future - TimeSpan.FromDays(29));
        time.Shift = TimeSpan.FromMinutes(1);
        Assert.True((await tokens.FindAsync(token, TokenKind.Access, default))!.Token.LastUsedAt < future - TimeSpan.FromDays(29));
    }

    [Fact]
    public async Task A_use_is_written_at_most_once_an_hour()
    {
        var token = await SignInAsync("1", Ada);
        var first = (await tokens.FindAsync(token, TokenKind.Access, default))!.Token.LastUsedAt;

        time.Shift = TimeSpan.FromMinutes(59);
        Assert.Equal(first!.Value.ToUnixTimeMilliseconds(), (await tokens.FindAsync(token, TokenKind.Access, default))!.Token.LastUsedAt!.Value.ToUnixTimeMilliseconds());

        time.Shift = TimeSpan.FromMinutes(61);
        Assert.True((await tokens.FindAsync(token, TokenKind.Access, default))!.Token.LastUsedAt > first + TimeSpan.FromHours(1));
    }

    internal static AccessTokens For(ITokenStore store, StoreKeys keys, GcdSettings settings, TimeProvider? time = null, ILoggerProvider? logs = null) =>
        new(store, keys.Hasher, settings, time ?? TimeProvider.System, new LoggerFactory(logs is null ? [] : [logs]).CreateLogger<AccessTokens>());

    private void Open()
    {
        (store, var keys) = folder.Open();
        tokens = For(store, keys, folder.Settings(), time, logs);
    }

    private async Task<string> SignInAsync(string sub, string email)
    {
        var known = await store.FindUserBySubAsync(sub, default);
        var (token, row) = tokens.Create(sub, email);
        Assert.True(await store.SaveSignInAsync(User(sub, email, (known?.Version ?? 0) + 1), known?.Version, row, default));
        return token;
    }

    private async Task<string> AddAsync(string sub, NewToken wanted)
    {
        var (token, row) = tokens.Create(sub, Ada, wanted);
        Assert.Equal(AddedToken.Added, await store.AddTokenAsync(sub, row, 1000, default));
        return token;
    }

    private Task EditAsync(string token, Action<BsonDocument> change) => EditAsync(token, TokenKind.Access, change);

    /// <summary>Changes the token's row as somebody would who can write to the database.</summary>
    private async Task EditAsync(string token, TokenKind kind, Action<BsonDocument> change)
    {
        var hash = (await tokens.FindAsync(token, kind, default))!.Token.Hash;
        await store.DisposeAsync();
        folder.Edit(db =>
        {
            var row = db.GetCollection(LiteDbRows.Tokens).FindById(hash);
            change(row);
            Assert.True(db.GetCollection(LiteDbRows.Tokens).Update(row));
        });
        Open();
    }
}
