namespace Gcd.Infrastructure.Crypto;

public sealed class BearerTokenTests
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    [Fact]
    public void A_token_is_the_prefix_and_49_base62_characters()
    {
        var token = BearerToken.Create();

        Assert.Equal(53, token.Length);
        Assert.Matches("^gcd_[0-9A-Za-z]{49}$", token);
        Assert.True(BearerToken.IsWellFormed(token));
    }

    [Fact]
    public void The_last_six_characters_are_the_CRC_32_of_the_rest_in_base62()
    {
        // CRC-32 of "gcd_" and 43 zeros is 0x59974985, by zlib.
        var token = "gcd_" + new string('0', 43) + InBase62(0x59974985);

        Assert.True(BearerToken.IsWellFormed(token));
    }

    [Fact]
    public void Every_change_of_a_single_character_is_refused()
    {
        var token = BearerToken.Create();
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in (Base62 + "_-+/= \0é").Where(other => other != token[i]))
            {
                var changed = token[..i] + other + token[(i + 1)..];
                Assert.False(BearerToken.IsWellFormed(changed), changed);
            }
        }
    }

    [Fact]
    public void Every_swap_of_two_neighbours_is_refused()
    {
        var token = BearerToken.Create();
        for (var i = 0; i + 1 < token.Length; i++)
        {
            var swapped = token[..i] + token[i + 1] + token[i] + token[(i + 2)..];
            Assert.Equal(swapped == token, BearerToken.IsWellFormed(swapped));
        }
    }

    [Fact]
    public void A_token_that_is_too_short_or_too_long_is_refused()
    {
        var token = BearerToken.Create();

        Assert.All(Enumerable.Range(0, token.Length), length => Assert.False(BearerToken.IsWellFormed(token[..length])));
        Assert.All(new[] { token + "0", " " + token, token + " ", token + token, token + "\n" }, text => Assert.False(BearerToken.IsWellFormed(text)));
    }

    [Fact]
    public void Ten_thousand_tokens_are_distinct_and_well_formed()
    {
        var tokens = Enumerable.Range(0, 10_000).Select(_ => BearerToken.Create()).ToList();

        Assert.Equal(tokens.Count, tokens.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(tokens, token => Assert.True(BearerToken.IsWellFormed(token)));
    }

    private static string InBase62(uint number)
    {
        var digits = new char[6];
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = Base62[(int)(number % 62)];
            number /= 62;
        }

        return new string(digits);
    }
}
