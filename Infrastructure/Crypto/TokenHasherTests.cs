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
    public void A_row_is_bound_to_its_hash_its_person_its_dates_and_all_that_gives_a_right()
    {
        var row = Row with { Kind = TokenKind.Link, Rights = """{"formats":["vcard"],"labels":[],"has":[]}""", Name = "Phone" };
        var binding = hasher.Bind(TokenBinding.Row(row, "1"));

        Assert.True(hasher.IsBound(TokenBinding.Row(row, "1"), binding));
        Assert.False(hasher.IsBound(TokenBinding.Row(row, "2"), binding));
        Assert.All(
            new[]
            {
                row with { Hash = "ab" }, row with { CreatedAt = Created.AddMilliseconds(1) }, row with { ExpiresAt = Expires.AddMilliseconds(1) }, row with { ExpiresAt = null },
                row with { Kind = TokenKind.Access }, row with { Kind = TokenKind.Session }, row with { Rights = null }, row with { Rights = row.Rights + " " }, row with { Name = null }, row with { Name = "Phones" },
                // Without all three it has the form of Gcd's first schema.
                row with { Kind = TokenKind.Access, Rights = null, Name = null },
            },
            other => Assert.False(hasher.IsBound(TokenBinding.Row(other, "1"), binding)));
        // The border between two texts counts too.
        Assert.NotEqual(TokenBinding.Row(Row with { Hash = "aa1" }, ""), TokenBinding.Row(Row, "1"));
    }

    [Fact]
    public void An_access_token_that_opens_everything_is_bound_as_the_first_schema_bound_it() =>
        Assert.Equal(
            [.. "aa\01\0"u8, .. BigEndian(Created.ToUnixTimeMilliseconds()), .. BigEndian(Expires.ToUnixTimeMilliseconds())],
            TokenBinding.Row(Row, "1"));

    [Fact]
    public void A_binding_that_is_cut_empty_or_changed_binds_nothing()
    {
        var row = TokenBinding.Row(Row, "1");
        var binding = hasher.Bind(row);
        var changed = binding.ToArray();
        changed[^1] ^= 1;

        Assert.True(hasher.IsBound(row, binding));
        Assert.All(new[] { [], binding[..31], [.. binding, 0], changed }, wrong => Assert.False(hasher.IsBound(row, wrong)));
    }

    public void Dispose() => hasher.Dispose();

    private static StoredToken Row => new() { Hash = "aa", UserEmail = "ada@example.com", CreatedAt = Created, ExpiresAt = Expires, Binding = [] };

    private static byte[] BigEndian(long number) => [.. BitConverter.GetBytes(number).Reverse()];

    private static TokenHasher NewHasher() => new(RandomNumberGenerator.GetBytes(TokenHasher.KeySize));
}
