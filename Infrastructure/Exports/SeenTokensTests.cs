namespace Gcd.Infrastructure.Exports;

public sealed class SeenTokensTests
{
    [Fact]
    public void A_token_is_new_once()
    {
        var seen = new SeenTokens();

        Assert.True(seen.Add("a"));
        Assert.True(seen.Add("b"));
        Assert.True(seen.Add(new string('a', 10_000)));
        Assert.False(seen.Add("a"));
        Assert.False(seen.Add(new string('a', 10_000)));
    }

    [Fact]
    public void Pages_without_end_are_found_out_before_their_tokens_fill_the_memory()
    {
        var seen = new SeenTokens();
        for (var i = 0; i < SeenTokens.Most; i++)
        {
            Assert.True(seen.Add($"token {i}"));
        }

        Assert.False(seen.Add("another one"));
    }
}
