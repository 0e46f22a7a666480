using System.Globalization;
using Gcd.Infrastructure.Tokens.Embedded;
using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens.Sqlite;

/// <summary>The earlier service's database, opened by Gcd.</summary>
public sealed class EarlierServiceTests : IAsyncLifetime, IDisposable
{
    private readonly StoreFolderForTests folder = new("sqlite");
    private StoreHandle opened = null!;

    public Task InitializeAsync()
    {
        EarlierServiceForTests.Make(folder.Database);
        opened = ((IStoreForTests)folder).Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await opened.DisposeAsync();

    // xunit calls this last.
    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Its_rows_are_kept_and_need_a_sign_in()
    {
        Assert.Equal(3, await opened.Rows.CountEarlierUsersAsync(default));
        Assert.Equal(new StoreCounts(Users: 3, NeedSignIn: 3, AccessTokens: 3), opened.Store.Counts);
        Assert.Equal(
            ["ada@example.com|b5fc85e55755f9ef|gAAAAABlY2FuYXJ5LWFkYQ==|2024-01-02 03:04:05|needs_sign_in", "bob@example.com|5ff860bf1190596c|gAAAAABlY2FuYXJ5LWJvYg==|2024-01-02 03:04:05|needs_sign_in"],
            EarlierServiceForTests.Query(folder.Database, "SELECT user_email, user_hash, CAST(token_data AS TEXT), created_at, state FROM user_tokens ORDER BY user_email LIMIT 2"));
        Assert.Equal(
            ["gAAAAABlYWRhLTE=|ada@example.com|2024-01-02 03:04:05", "gAAAAABlYWRhLTI=|ada@example.com|2024-02-02 03:04:05", "gAAAAABlYm9iLTE=|bob@example.com|2024-03-02 03:04:05"],
            EarlierServiceForTests.Query(folder.Database, "SELECT access_token, user_email, created_at FROM access_tokens ORDER BY access_token"));
    }

    [Fact]
    public async Task Its_tokens_open_nothing()
    {
        Assert.Null(await opened.Store.FindTokenAsync("gAAAAABlYWRhLTE=", default));
        Assert.Null(await opened.Store.FindUserBySubAsync(string.Empty, default));
    }

    [Fact]
    public async Task Whoever_signs_in_again_takes_the_place_of_the_earlier_row_and_the_others_stay()
    {
        var token = Token("ada@example.com");

        Assert.True(await opened.Store.SaveSignInAsync(User("1", "ada@example.com"), null, token, default));

        Assert.Equal("1", (await opened.Store.FindTokenAsync(token.Hash, default))?.User.GoogleSub);
        Assert.Equal(2, await opened.Rows.CountEarlierUsersAsync(default));
        Assert.Equal(new StoreCounts(Users: 3, NeedSignIn: 2, AccessTokens: 2), opened.Store.Counts);
        Assert.Single(await opened.Rows.ReadUsersAsync(null, 10, default));
    }

    [Fact]
    public async Task A_purge_leaves_its_rows_alone_however_old_they_are()
    {
        Assert.Empty(await opened.Store.PurgeAsync(Now.AddYears(10), TimeSpan.FromDays(1), HashRange.All, default).ToListAsync());

        Assert.Equal(3, await opened.Rows.CountEarlierUsersAsync(default));
        Assert.Equal(new StoreCounts(Users: 3, NeedSignIn: 3, AccessTokens: 3), opened.Store.Counts);
    }

    [Fact]
    public async Task Opened_a_second_time_it_is_as_before()
    {
        var token = Token("new@example.com");
        await opened.Store.SaveSignInAsync(User("1", "new@example.com"), null, token, default);
        await opened.DisposeAsync();

        opened = ((IStoreForTests)folder).Open();

        Assert.Equal(3, await opened.Rows.CountEarlierUsersAsync(default));
        Assert.NotNull(await opened.Store.FindTokenAsync(token.Hash, default));
    }

    [Fact]
    public void Its_columns_come_first_and_keep_name_type_and_default()
    {
        Assert.Equal(
            ["user_email|TEXT|0||1", "user_hash|TEXT|1||0", "token_data|BLOB|1||0", "created_at|TIMESTAMP|0|CURRENT_TIMESTAMP|0", "updated_at|TIMESTAMP|0|CURRENT_TIMESTAMP|0"],
            Columns("user_tokens").Take(5));
        Assert.Equal(["access_token|TEXT|0||1", "user_email|TEXT|1||0", "created_at|TIMESTAMP|0|CURRENT_TIMESTAMP|0"], Columns("access_tokens").Take(3));
        Assert.Equal(
            ["user_tokens|user_email|user_email|CASCADE|CASCADE"],
            EarlierServiceForTests.Query(folder.Database, "SELECT \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list('access_tokens')"));
        Assert.Empty(EarlierServiceForTests.Query(folder.Database, "SELECT * FROM pragma_foreign_key_check()"));
    }

    [Fact]
    public async Task A_new_database_has_the_very_same_tables()
    {
        await using var place = new StoreFolderForTests("sqlite");
        await using (((IStoreForTests)place).Open())
        {
        }

        const string Schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name";
        Assert.Equal(EarlierServiceForTests.Query(place.Database, Schema), EarlierServiceForTests.Query(folder.Database, Schema));
    }

    private IReadOnlyList<string> Columns(string table) =>
        EarlierServiceForTests.Query(folder.Database, string.Create(CultureInfo.InvariantCulture, $"SELECT name, type, \"notnull\", coalesce(dflt_value, ''), pk FROM pragma_table_info('{table}') ORDER BY cid"));
}
