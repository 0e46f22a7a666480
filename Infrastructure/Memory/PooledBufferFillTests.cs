using System.Runtime.InteropServices;

namespace Gcd.Infrastructure.Memory;

public sealed class PooledBufferFillTests
{
    private const int Most = 200_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    [InlineData(100_001)]
    [InlineData(10_000_000)]
    public async Task The_body_is_whole_whatever_length_was_expected(int expected)
    {
        var body = Body(100_000);
        using var page = new PooledBuffer(expected);

        Assert.True(await page.FillAsync(new TricklingStream(body), Most, CancellationToken.None));
        Assert.True(page.Written.AsSpan().SequenceEqual(body));
    }

    [Fact]
    public async Task An_empty_body_is_an_empty_page()
    {
        using var page = new PooledBuffer(500_000);

        Assert.True(await page.FillAsync(new MemoryStream(), Most, CancellationToken.None));
        Assert.Equal(0, page.Length);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_passes_and_one_byte_more_is_too_large()
    {
        using var exact = new PooledBuffer();
        using var larger = new PooledBuffer();

        Assert.True(await exact.FillAsync(new MemoryStream(new byte[Most]), Most, CancellationToken.None));
        Assert.False(await larger.FillAsync(new MemoryStream(new byte[Most + 1]), Most, CancellationToken.None));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_not_a_page()
    {
        using var page = new PooledBuffer();
        await Assert.ThrowsAsync<IOException>(async () => await page.FillAsync(new TricklingStream(Body(5000), breaks: true), Most, CancellationToken.None));
    }

    [Fact]
    public async Task No_contact_stays_behind_when_the_page_outgrows_its_memory()
    {
        var body = new TricklingStream(Body(Most));
        using var page = new PooledBuffer(1);
        await page.FillAsync(body, Most, CancellationToken.None);

        Assert.NotInRange(body.Given.Count, 0, 1);
        Assert.All(body.Given.Where(array => array != page.Written.Array), array => Assert.False(array.AsSpan().ContainsAnyExcept((byte)0)));
    }

    private static byte[] Body(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251 + 1))];

    /// <summary>Gives the body in pieces of all sizes and remembers the memory that it was read into.</summary>
    private sealed class TricklingStream(byte[] body, bool breaks = false) : MemoryStream(body)
    {
        private int next = 1;

        public HashSet<byte[]> Given { get; } = [];

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (breaks && Position == Length)
            {
                throw new IOException("The connection was reset.");
            }

            if (MemoryMarshal.TryGetArray<byte>(buffer, out var memory))
            {
                Given.Add(memory.Array!);
            }

            next = next * 7 % 1009;
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, next)], cancellationToken);
        }
    }
}
