namespace Gcd.Infrastructure.Commands;

public sealed class KeyFingerprintTests
{
    [Theory]
    [InlineData("a passphrase")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void It_is_of_its_own_key_alone(string key)
    {
        var fingerprint = KeyFingerprint.Of(key);

        Assert.True(fingerprint.IsOf(key));
        Assert.False(fingerprint.IsOf("another passphrase"));
    }

    [Fact]
    public void A_salt_of_another_length_is_of_no_key()
    {
        Assert.False(new KeyFingerprint([1, 2, 3], "00000000").IsOf("a passphrase"));
        Assert.False(new KeyFingerprint(null!, "00000000").IsOf("a passphrase"));
    }
}
