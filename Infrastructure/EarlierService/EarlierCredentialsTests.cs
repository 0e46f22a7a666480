namespace Gcd.Infrastructure.EarlierService;

/// <summary>Pickles are data. Those of google-auth's versions are read with the databases that hold them.</summary>
public sealed class EarlierCredentialsTests
{
    // What the largest pickle that is looked at may cost, with room: a few times its own 64 KB.
    private const long MostAllocated = 1_000_000;

    private static readonly byte[] Good = GoodPickle();

    [Fact]
    public void What_is_needed_is_read()
    {
        var read = EarlierCredentials.Read(Good)!;

        Assert.Equal("1//ada", read.RefreshToken);
        Assert.Equal("client", read.ClientId);
        Assert.Equal(["openid", "email"], read.Scopes);
        Assert.Equal("a.b.c", read.IdToken);
        Assert.Equal("EarlierCredentials", read.ToString());
    }

    [Fact]
    public void A_part_of_a_larger_array_is_read_as_that_part() =>
        Assert.Equal("1//ada", EarlierCredentials.Read(new ReadOnlyMemory<byte>([1, 2, 3, .. Good, 4, 5, 6], 3, Good.Length))?.RefreshToken);

    [Fact]
    public void A_hostile_or_broken_pickle_runs_nothing_costs_little_and_is_not_usable()
    {
        var hostile = EarlierFixturesForTests.Json<Dictionary<string, byte[]>>("hostile.json");
        Assert.InRange(hostile.Count, 70, 200);
        EarlierCredentials.Read(Good);

        Assert.All(hostile, one => AssertIsRefusedCheaply(one.Key, one.Value));
        Assert.False(File.Exists("gcd-was-here"));
    }

    [Fact]
    public void A_million_lists_within_each_other_are_not_looked_at()
    {
        byte[] nested = [0x80, 4, .. Enumerable.Repeat((byte)']', 1_000_000), .. Enumerable.Repeat((byte)'a', 999_999), (byte)'.'];
        EarlierCredentials.Read(Good);

        AssertIsRefusedCheaply("a million deep", nested);
    }

    [Fact]
    public void A_pickle_that_is_cut_is_not_usable() =>
        Assert.All(Enumerable.Range(0, Good.Length), length => Assert.Null(EarlierCredentials.Read(Good.AsMemory(0, length))));

    [Fact]
    public void A_pickle_with_any_byte_changed_is_read_or_refused_and_never_throws()
    {
        foreach (var value in new byte[] { 0, 1, (byte)'(', (byte)')', (byte)'R', (byte)'b', (byte)'h', (byte)'N', (byte)'s', 0x85, 0x8c, 0x93, 0x94, 0xff })
        {
            for (var at = 0; at < Good.Length; at++)
            {
                var changed = Good.ToArray();
                changed[at] = value;
                Assert.Null(Record.Exception(() => EarlierCredentials.Read(changed)));
            }
        }
    }

    [Fact]
    public void Random_instructions_are_refused_and_never_throw()
    {
        var random = new Random(17);
        var codes = Enum.GetValues<PickleOpcode>();
        for (var count = 0; count < 20_000; count++)
        {
            var state = Enumerable.Range(0, random.Next(1, 20)).SelectMany(_ => new[] { (byte)codes[random.Next(codes.Length)], (byte)random.Next(3) });
            byte[] pickle = [.. Good[..^2], .. state, .. Good[^2..]];
            Assert.Null(Record.Exception(() => EarlierCredentials.Read(pickle)));
        }
    }

    private static void AssertIsRefusedCheaply(string name, byte[] pickle)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = EarlierCredentials.Read(pickle);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(read is null, $"{name} was read.");
        Assert.True(allocated < MostAllocated, $"{name} cost {allocated} bytes.");
    }

    /// <summary>As Python writes it in protocol 4, without what we do not use.</summary>
    private static byte[] GoodPickle() =>
    [
        0x80, 4,
        .. Text("google.oauth2.credentials"), .. Text("Credentials"), 0x93, (byte)')', 0x81, 0x94, (byte)'}', (byte)'(',
        .. Text("_refresh_token"), .. Text("1//ada"),
        .. Text("_client_id"), .. Text("client"),
        .. Text("_id_token"), .. Text("a.b.c"),
        .. Text("_scopes"), (byte)']', (byte)'(', .. Text("openid"), .. Text("email"), (byte)'e',
        .. Text("expiry"), (byte)'N',
        (byte)'u', (byte)'b', (byte)'.',
    ];

    private static byte[] Text(string text) => [0x8c, (byte)text.Length, .. System.Text.Encoding.UTF8.GetBytes(text)];
}
