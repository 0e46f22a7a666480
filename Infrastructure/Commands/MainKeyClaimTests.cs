namespace Gcd.Infrastructure.Commands;

public sealed class MainKeyClaimTests
{
    [Theory]
    [InlineData("a passphrase")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void It_is_of_its_own_key_alone(string key)
    {
        var claim = MainKeyClaim.Of(key);

        Assert.True(claim.IsOf(key));
        Assert.False(claim.IsOf("another passphrase"));
    }

    [Fact]
    public void A_salt_of_another_length_is_of_no_key()
    {
        Assert.False(new MainKeyClaim([1, 2, 3], "00000000").IsOf("a passphrase"));
        Assert.False(new MainKeyClaim(null!, "00000000").IsOf("a passphrase"));
    }
}
