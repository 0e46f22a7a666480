using System.Runtime.InteropServices;
using System.Text;

namespace Gcd.Infrastructure.Memory;

public sealed class PageBufferTests : IDisposable
{
    private const int Ordinary = DownloadMemory.OrdinaryPage;
    private const int Large = DownloadMemory.LargePage;

    // One large buffer.
    private readonly DownloadMemory memory = new(megabytes: 32, TimeProvider.System);

    public void Dispose() => memory.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    [InlineData(100_001)]
    [InlineData(Ordinary)]
    public async Task The_body_is_whole_whatever_length_was_expected(int expected)
    {
        var body = Body(100_000);
        using var page = new PageBuffer(memory, expected);

        Assert.True(await page.FillAsync(new TricklingStream(body), CancellationToken.None));
        Assert.True(page.Written.AsSpan().SequenceEqual(body));
    }

    [Fact]
    public async Task An_empty_body_is_an_empty_page()
    {
        using var page = new PageBuffer(memory, 500_000);

        Assert.True(await page.FillAsync(new MemoryStream(), CancellationToken.None));
        Assert.Equal(0, page.Written.Count);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_passes_and_one_byte_more_is_too_large()
    {
        using (var exact = new PageBuffer(memory, 1))
        {
            Assert.True(await exact.FillAsync(new MemoryStream(new byte[Large]), CancellationToken.None));
            Assert.Equal(Large, exact.Written.Count);
        }

        using var larger = new PageBuffer(memory, 1);
        Assert.False(await larger.FillAsync(new MemoryStream(new byte[Large + 1]), CancellationToken.None));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_not_a_page()
    {
        using var page = new PageBuffer(memory, 1);
        await Assert.ThrowsAsync<IOException>(async () => await page.FillAsync(new TricklingStream(Body(5000), breaks: true), CancellationToken.None));
    }

    [Fact]
    public async Task A_large_page_that_finds_no_large_buffer_holds_nothing_and_can_be_read_into_one_that_was_waited_for()
    {
        var body = Body(Ordinary + 1);
        var taken = memory.TryTakeLarge();
        using (var page = new PageBuffer(memory, 1))
        {
            await Assert.ThrowsAsync<DownloadMemoryException>(async () => await page.FillAsync(new MemoryStream(body), CancellationToken.None));
        }

        taken!.Dispose();
        using (var page = new PageBuffer(memory, 1, await memory.TakeLargeAsync(CancellationToken.None)))
        {
            Assert.True(await page.FillAsync(new MemoryStream(body), CancellationToken.None));
            Assert.True(page.Written.AsSpan().SequenceEqual(body));
            Assert.Null(memory.TryTakeLarge());
        }

        Assert.NotNull(memory.TryTakeLarge());
    }

    [Fact]
    public async Task Ill_formed_text_is_replaced_and_a_page_that_grows_beyond_the_limit_by_it_is_too_large()
    {
        using (var page = new PageBuffer(memory, 1))
        {
            // Three bytes of a sequence of four become one U+FFFD of the same length.
            await page.FillAsync(new MemoryStream([(byte)'a', 0xFF, (byte)'b', 0xF0, 0x9F, 0x98]), CancellationToken.None);
            Assert.True(page.MakeValid());
            Assert.Equal("a\uFFFDb\uFFFD", Encoding.UTF8.GetString(page.Written));
        }

        using var larger = new PageBuffer(memory, 1);
        await larger.FillAsync(new MemoryStream([.. Enumerable.Repeat((byte)0xFF, (Large / 3) + 1)]), CancellationToken.None);
        Assert.False(larger.MakeValid());
    }

    [Fact]
    public async Task No_contact_stays_behind_when_the_page_outgrows_its_memory()
    {
        var body = new TricklingStream(Body(200_000));
        var page = new PageBuffer(memory, 1);
        await page.FillAsync(body, CancellationToken.None);

        Assert.NotInRange(body.Given.Count, 0, 1);
        Assert.All(body.Given.Where(array => array != page.Written.Array), array => Assert.False(array.AsSpan().ContainsAnyExcept((byte)0)));
        page.Dispose();
        Assert.All(body.Given, array => Assert.False(array.AsSpan().ContainsAnyExcept((byte)0)));
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
