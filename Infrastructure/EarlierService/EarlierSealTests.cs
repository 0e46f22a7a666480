using System.Security.Cryptography;
using System.Text;

namespace Gcd.Infrastructure.EarlierService;

public sealed class EarlierSealTests
{
    private static readonly IReadOnlyList<Sample> Samples = EarlierFixturesForTests.Json<List<Sample>>("seals.json");

    [Fact]
    public void What_either_version_sealed_is_opened_with_the_text_of_its_key()
    {
        Assert.Equal(["first", "later"], Samples.Select(sample => sample.Version).Distinct());
        Assert.All(Samples, sample => Assert.Equal(sample.Text, Open(EarlierSeal.Of(sample.Key), Encoding.ASCII.GetBytes(sample.Value))));
    }

    [Fact]
    public void Another_key_opens_nothing()
    {
        var seals = new[] { "", " ", "Secret", "secret ", "another key", new string('x', 31) + "y" }.Select(EarlierSeal.Of).ToList();
        Assert.All(Samples.Where(sample => sample.Version == "first"), sample => Assert.All(seals, seal => Assert.Null(seal.Open(Encoding.ASCII.GetBytes(sample.Value)))));
    }

    [Fact]
    public void A_value_that_was_changed_or_cut_anywhere_is_not_opened()
    {
        var sample = Samples.First(sample => sample is { Version: "first", Text: "a token" });
        var seal = EarlierSeal.Of(sample.Key);
        // What fills the last group says nothing, and need not be there.
        var value = Encoding.ASCII.GetBytes(sample.Value.TrimEnd('='));
        Assert.NotNull(seal.Open(value));
        for (var at = 0; at < value.Length; at++)
        {
            Assert.Null(seal.Open(value.AsSpan(0, at)));
            // The first of the signs that make each byte, so that no change falls into bits that are not used.
            if (at % 4 == 0)
            {
                var changed = value.ToArray();
                changed[at] = (byte)(changed[at] == 'A' ? 'B' : 'A');
                Assert.Null(seal.Open(changed));
            }
        }
    }

    [Fact]
    public void Rubbish_is_not_opened_and_makes_nothing_throw()
    {
        var seal = EarlierSeal.Of("secret");
        var random = new Random(17);
        for (var length = 0; length < 300; length++)
        {
            var rubbish = new byte[length];
            random.NextBytes(rubbish);
            Assert.Null(seal.Open(rubbish));
            Assert.Null(seal.Open(Encoding.ASCII.GetBytes(Convert.ToBase64String(rubbish))));
            // With the version of Fernet, so that its parts are looked at.
            rubbish = [0x80, .. rubbish];
            Assert.Null(seal.Open(Encoding.ASCII.GetBytes(Convert.ToBase64String(rubbish))));
        }

        Assert.Null(seal.Open(new byte[10_000_000]));
    }

    [Fact]
    public void What_is_signed_and_yet_padded_as_no_text_is_is_not_opened()
    {
        var key = SHA256.HashData("secret"u8);
        byte[] signed = [0x80, .. new byte[8], .. new byte[16], .. new byte[16]];
        byte[] token = [.. signed, .. HMACSHA256.HashData(key.AsSpan(0, 16), signed)];

        Assert.Null(EarlierSeal.Of("secret").Open(Encoding.ASCII.GetBytes(Convert.ToBase64String(token).Replace('+', '-').Replace('/', '_'))));
    }

    [Fact]
    public void No_key_is_printed() => Assert.Equal("EarlierSeal", EarlierSeal.Of("secret").ToString());

    private static string? Open(EarlierSeal seal, byte[] value) => seal.Open(value) is { } opened ? Encoding.UTF8.GetString(opened) : null;

    public sealed record Sample(string Version, string Key, string Value, string Text);
}
