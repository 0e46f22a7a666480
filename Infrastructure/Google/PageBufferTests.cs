using System.Runtime.InteropServices;

namespace Gcd.Infrastructure.Google;

public sealed class PageBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    [InlineData(100_001)]
    [InlineData(10_000_000)]
    [InlineData(long.MaxValue)]
    public async Task The_body_is_whole_whatever_length_was_expected(long expected)
    {
        var body = Body(100_000);
        using var page = await PageBuffer.ReadAsync(new TricklingStream(body), expected, CancellationToken.None);

        Assert.True(page.Memory.Span.SequenceEqual(body));
    }

    [Fact]
    public async Task An_empty_body_is_an_empty_page()
    {
        using var page = await PageBuffer.ReadAsync(new MemoryStream(), 500_000, CancellationToken.None);

        Assert.True(page.Memory.IsEmpty);
    }

    [Fact]
    public async Task A_page_of_exactly_the_limit_passes_and_one_byte_more_is_too_large()
    {
        using var page = await PageBuffer.ReadAsync(new MemoryStream(new byte[PageBuffer.LargestPage]), 1000, CancellationToken.None);
        Assert.Equal(PageBuffer.LargestPage, page.Memory.Length);

        var fault = await Assert.ThrowsAsync<GoogleFaultException>(
            () => PageBuffer.ReadAsync(new MemoryStream(new byte[PageBuffer.LargestPage + 1]), 1000, CancellationToken.None));
        Assert.Equal(GoogleFaultKind.PageTooLarge, fault.Kind);
        Assert.False(fault.IsTransient);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_no_page() =>
        await Assert.ThrowsAsync<IOException>(
            () => PageBuffer.ReadAsync(new TricklingStream(Body(5000), breaks: true), 5000, CancellationToken.None));

    [Fact]
    public async Task No_contact_stays_behind_in_memory_that_is_given_back()
    {
        var page = await PageBuffer.ReadAsync(new MemoryStream(Body(5000)), 5000, CancellationToken.None);
        Assert.True(MemoryMarshal.TryGetArray(page.Memory, out var memory));
        page.Dispose();

        // Nobody else on this thread rents between the two lines.
        Assert.False(memory.AsSpan().ContainsAnyExcept((byte)0));
        Assert.True(page.Memory.IsEmpty);
        page.Dispose();
    }

    [Fact]
    public async Task No_contact_stays_behind_when_the_page_outgrows_its_memory()
    {
        var body = new TricklingStream(Body(100_000));
        using var page = await PageBuffer.ReadAsync(body, 0, CancellationToken.None);

        Assert.NotInRange(body.Given.Count, 0, 1);
        Assert.True(MemoryMarshal.TryGetArray(page.Memory, out var last));
        Assert.All(body.Given.Where(array => array != last.Array), array => Assert.False(array.AsSpan().ContainsAnyExcept((byte)0)));
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
