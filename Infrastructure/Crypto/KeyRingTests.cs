using System.Security.Cryptography;

namespace Gcd.Infrastructure.Crypto;

public sealed class KeyRingTests : IDisposable
{
    private static readonly byte[] Text = "a refresh token"u8.ToArray();
    private static readonly byte[] Row = "user_tokens, token_data, 1"u8.ToArray();
    private readonly KeyRing ring = new(NewKey());

    [Fact]
    public void What_was_sealed_opens_again()
    {
        foreach (var size in new[] { 0, 1, 24, 64 * 1024 })
        {
            var secret = RandomNumberGenerator.GetBytes(size);
            var envelope = ring.Seal(SealPurpose.Storage, secret, Row);

            Assert.Equal(SealStatus.Opened, ring.TryOpen(SealPurpose.Storage, envelope, Row, out var opened));
            Assert.Equal(secret, opened);
        }
    }

    [Fact]
    public void An_envelope_is_a_version_the_key_id_a_nonce_and_the_ciphertext_with_its_tag()
    {
        var envelope = ring.Seal(SealPurpose.Storage, Text, Row);

        Assert.Equal(1 + 4 + 24 + Text.Length + 16, envelope.Length);
        Assert.Equal(1, envelope[0]);
        Assert.Equal(ring.MainId.ToString(), Convert.ToHexStringLower(envelope.AsSpan(1, 4)));
        Assert.Equal(ring.MainId, KeyRing.ReadKeyId(envelope));
        Assert.Equal(-1, envelope.AsSpan().IndexOf(Text));
    }

    [Fact]
    public void The_same_text_is_sealed_differently_every_time() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(ring.Seal(SealPurpose.Storage, Text, Row))).Distinct().Count());

    [Fact]
    public void With_any_bit_flipped_it_does_not_open()
    {
        var envelope = ring.Seal(SealPurpose.Storage, Text, Row);
        for (var bit = 0; bit < envelope.Length * 8; bit++)
        {
            var flipped = envelope.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));

            var status = ring.TryOpen(SealPurpose.Storage, flipped, Row, out var opened);

            // Bytes 1 to 4 are the key id: what they name then is no key of ours.
            Assert.Equal(bit / 8 is >= 1 and <= 4 ? SealStatus.UnknownKey : SealStatus.Damaged, status);
            Assert.Null(opened);
        }
    }

    [Fact]
    public void Cut_short_anywhere_or_prolonged_it_does_not_open()
    {
        var envelope = ring.Seal(SealPurpose.Storage, Text, Row);

        Assert.All(
            Enumerable.Range(0, envelope.Length),
            length => Assert.Equal(SealStatus.Damaged, ring.TryOpen(SealPurpose.Storage, envelope.AsSpan(0, length), Row, out _)));
        Assert.Equal(SealStatus.Damaged, ring.TryOpen(SealPurpose.Storage, [.. envelope, 0], Row, out _));
    }

    [Fact]
    public void With_other_associated_data_it_does_not_open()
    {
        var envelope = ring.Seal(SealPurpose.Storage, Text, Row);

        Assert.Equal(SealStatus.Damaged, ring.TryOpen(SealPurpose.Storage, envelope, "user_tokens, token_data, 2"u8, out _));
        Assert.Equal(SealStatus.Damaged, ring.TryOpen(SealPurpose.Storage, envelope, [], out _));
    }

    [Fact]
    public void Sealed_for_one_purpose_it_does_not_open_for_another()
    {
        Assert.Equal(SealStatus.Damaged, ring.TryOpen(SealPurpose.FlowState, ring.Seal(SealPurpose.Storage, Text, Row), Row, out _));
        Assert.Equal(SealStatus.Damaged, ring.TryOpen(SealPurpose.Storage, ring.Seal(SealPurpose.FlowState, Text, Row), Row, out _));
    }

    [Fact]
    public void Under_a_key_that_is_not_configured_it_does_not_open_and_the_key_can_be_named()
    {
        using var other = new KeyRing(NewKey());
        var envelope = other.Seal(SealPurpose.Storage, Text, Row);

        Assert.Equal(SealStatus.UnknownKey, ring.TryOpen(SealPurpose.Storage, envelope, Row, out _));
        Assert.Equal(other.MainId, KeyRing.ReadKeyId(envelope));
    }

    [Fact]
    public void An_accepted_key_opens_and_the_main_key_seals()
    {
        var old = NewKey();
        var newer = NewKey();
        var envelope = new KeyRing(old).Seal(SealPurpose.Storage, Text, Row);
        using var rotated = new KeyRing(newer, old);

        Assert.Equal(SealStatus.Opened, rotated.TryOpen(SealPurpose.Storage, envelope, Row, out var opened));
        Assert.Equal(Text, opened);
        Assert.Equal(newer.Id, rotated.MainId);
        Assert.Equal(newer.Id, KeyRing.ReadKeyId(rotated.Seal(SealPurpose.Storage, Text, Row)));
        Assert.Equal([newer.Id, old.Id], rotated.Ids.Order(Comparer<KeyId>.Create((a, b) => (a == newer.Id ? 0 : 1) - (b == newer.Id ? 0 : 1))));
    }

    [Fact]
    public void A_key_may_be_both_main_and_accepted()
    {
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        using var twice = new KeyRing(MasterKey.Derive(text, new byte[16]), MasterKey.Derive(text, new byte[16]));

        Assert.Equal(SealStatus.Opened, twice.TryOpen(SealPurpose.Storage, twice.Seal(SealPurpose.Storage, Text, Row), Row, out _));
        Assert.Single(twice.Ids);
    }

    public void Dispose() => ring.Dispose();

    private static MasterKey NewKey() => MasterKey.Derive(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), new byte[16]);
}
