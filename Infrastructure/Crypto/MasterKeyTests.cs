using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gcd.Infrastructure.Crypto;

public sealed class MasterKeyTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 16).Select(number => (byte)number)];
    private static readonly byte[] OtherSalt = [.. Enumerable.Range(1, 16).Select(number => (byte)number)];

    [Fact]
    public void The_same_32_bytes_as_base64_and_base64url_are_the_same_key_whatever_the_salt()
    {
        var bytes = RandomNumberGenerator.GetBytes(32);
        using var base64 = MasterKey.Derive(Convert.ToBase64String(bytes), Salt);
        using var url = MasterKey.Derive(Base64Url.EncodeToString(bytes), OtherSalt);

        Assert.Equal(base64.Id, url.Id);
        Assert.True(Opens(base64, url));
    }

    [Fact]
    public void A_key_of_32_bytes_is_not_stretched_and_its_id_is_HKDF_of_it()
    {
        var bytes = RandomNumberGenerator.GetBytes(32);
        using var key = MasterKey.Derive(Convert.ToBase64String(bytes), Salt);

        var id = HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 4, salt: [], info: "gcd key id v1"u8.ToArray());

        Assert.Equal(Convert.ToHexStringLower(id), key.Id.ToString());
    }

    [Fact]
    public void A_passphrase_goes_through_Argon2id_of_64_MiB_and_3_passes()
    {
        // Computed with OpenSSL: Argon2id(salt, iterations=3, lanes=1, memory_cost=65536), then HKDF-SHA256.
        using var key = MasterKey.Derive("correct horse", Salt);

        Assert.Equal("4bb7bd3a", key.Id.ToString());
    }

    [Fact]
    public void A_passphrase_is_another_key_in_a_store_with_another_salt()
    {
        using var here = MasterKey.Derive("correct horse", Salt);
        using var again = MasterKey.Derive("correct horse", Salt);
        using var there = MasterKey.Derive("correct horse", OtherSalt);

        Assert.Equal(here.Id, again.Id);
        Assert.True(Opens(here, again));
        Assert.NotEqual(here.Id, there.Id);
    }

    [Theory]
    [InlineData("pässword with spaces and \0 in it")]
    [InlineData("x")]
    public void Any_text_can_be_a_passphrase(string text)
    {
        using var one = MasterKey.Derive(text, Salt);
        using var other = MasterKey.Derive(text + "!", Salt);

        Assert.NotEqual(one.Id, other.Id);
    }

    [Fact]
    public void Each_purpose_has_a_key_of_its_own()
    {
        using var key = MasterKey.Derive("correct horse", Salt);

        Assert.NotEqual(key.For(SealPurpose.Storage), key.For(SealPurpose.FlowState));
    }

    private static bool Opens(MasterKey sealing, MasterKey opening) =>
        new KeyRing(opening).TryOpen(SealPurpose.Storage, new KeyRing(sealing).Seal(SealPurpose.Storage, "text"u8, "row"u8), "row"u8, out _) == SealStatus.Opened;
}
