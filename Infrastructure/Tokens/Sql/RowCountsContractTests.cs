using static Gcd.Infrastructure.Tokens.RowsForTests;

namespace Gcd.Infrastructure.Tokens.Sql;

/// <summary>Rows that were changed past Gcd, in each database that others can write to.</summary>
public abstract class RowCountsContractTests : StoreContractTests
{
    private const string Ada = "ada@example.com";
    private const string Bob = "bob@example.com";

    [Fact]
    public async Task Rows_that_were_changed_past_Gcd_are_counted_by_the_next_correction()
    {
        await SignInAsync("1", Ada);
        await SignInAsync("1", Ada);
        await SignInAsync("2", Bob);
        await Store.AddTokenAsync("2", Token(Bob) with { Kind = TokenKind.Link }, 50, default);
        await ExecuteAsync($"DELETE FROM access_tokens WHERE user_email = '{Ada}'");
        await ExecuteAsync($"UPDATE user_tokens SET state = 'needs_sign_in' WHERE user_email = '{Bob}'");

        await Store.CorrectCountsAsync(default);

        var expected = new StoreCounts(Users: 2, NeedSignIn: 1, AccessTokens: 1, Links: 1);
        Assert.Equal(expected, Store.Counts);
        await ReopenAsync();
        Assert.Equal(expected, Store.Counts);
    }

    [Fact]
    public async Task A_correction_beside_sign_ins_counts_each_of_them_once()
    {
        await SignInAsync("0", Ada);
        await ExecuteAsync("DELETE FROM row_counts");
        await AtOnceAsync(16, async number =>
        {
            if (number % 4 == 0)
            {
                await Store.CorrectCountsAsync(default);
                return 0;
            }

            for (var i = 0; i < 5; i++)
            {
                await SignInAsync($"{number}-{i}", $"person-{number}-{i}@example.com");
            }

            return 5;
        });

        await ReopenAsync();
        Assert.Equal(new StoreCounts(Users: 61, AccessTokens: 61), Store.Counts);
    }

    private protected abstract Task ExecuteAsync(string sql);
}
