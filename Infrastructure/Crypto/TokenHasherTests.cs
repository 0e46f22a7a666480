using System.Security.Cryptography;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Crypto;

public sealed class TokenHasherTests : IDisposable
{
    private static readonly DateTimeOffset Created = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset Expires = Created.AddDays(365);
    private readonly TokenHasher hasher = NewHasher();

    [Fact]
    public void A_hash_is_64_hex_digits_and_tells_nothing_of_the_token()
    {
        var token = BearerToken.Create();
        var hash = hasher.Hash(token);

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, hasher.Hash(token));
        Assert.NotEqual(hash, hasher.Hash(BearerToken.Create()));
    }

    [Fact]
    public void Under_another_key_hash_and_binding_are_others()
    {
        using var other = NewHasher();
        var token = BearerToken.Create();

        Assert.NotEqual(other.Hash(token), hasher.Hash(token));
        Assert.False(other.IsBound("row"u8, hasher.Bind("row"u8)));
    }

    [Fact]
    public void A_binding_is_made_with_a_key_of_its_own() =>
        Assert.NotEqual(hasher.Hash("text"), Convert.ToHexStringLower(hasher.Bind("text"u8)));

    [Fact]
    public void A_row_is_bound_to_its_hash_its_person_and_its_dates()
    {
        var binding = hasher.Bind(TokenBinding.Row("aa", "1", Created, Expires));

        Assert.True(hasher.IsBound(TokenBinding.Row("aa", "1", Created, Expires), binding));
        Assert.False(hasher.IsBound(TokenBinding.Row("ab", "1", Created, Expires), binding));
        Assert.False(hasher.IsBound(TokenBinding.Row("aa", "2", Created, Expires), binding));
        Assert.False(hasher.IsBound(TokenBinding.Row("aa", "1", Created.AddMilliseconds(1), Expires), binding));
        Assert.False(hasher.IsBound(TokenBinding.Row("aa", "1", Created, Expires.AddMilliseconds(1)), binding));
        Assert.False(hasher.IsBound(TokenBinding.Row("aa", "1", Created, null), binding));
        // The border between two texts counts too.
        Assert.False(hasher.IsBound(TokenBinding.Row("aa1", "", Created, Expires), binding));
    }

    [Fact]
    public void A_binding_that_is_cut_empty_or_changed_binds_nothing()
    {
        var row = TokenBinding.Row("aa", "1", Created, null);
        var binding = hasher.Bind(row);
        var changed = binding.ToArray();
        changed[^1] ^= 1;

        Assert.True(hasher.IsBound(row, binding));
        Assert.All(new[] { [], binding[..31], [.. binding, 0], changed }, wrong => Assert.False(hasher.IsBound(row, wrong)));
    }

    public void Dispose() => hasher.Dispose();

    private static TokenHasher NewHasher() => new(RandomNumberGenerator.GetBytes(TokenHasher.KeySize));
}
