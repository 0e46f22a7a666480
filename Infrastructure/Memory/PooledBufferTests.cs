using System.Buffers;
using System.Runtime.InteropServices;

namespace Gcd.Infrastructure.Memory;

public sealed class PooledBufferTests
{
    [Fact]
    public void What_was_written_is_kept_in_order_however_often_the_buffer_grows()
    {
        using var buffer = new PooledBuffer(ArrayPool<byte>.Shared);
        var expected = new List<byte>();
        for (var size = 1; expected.Count < 1_000_000; size = (size * 3) % 40_009)
        {
            var piece = Enumerable.Repeat((byte)(size % 251), size).ToArray();
            buffer.Write(piece);
            expected.AddRange(piece);
        }

        Assert.True(buffer.Written.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(expected)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(3_000_000)]
    public void There_is_as_much_room_as_was_asked_for_and_never_none(int size)
    {
        using var buffer = new PooledBuffer(ArrayPool<byte>.Shared);
        for (var i = 0; i < 3; i++)
        {
            Assert.InRange(buffer.GetSpan(size).Length, Math.Max(size, 1), int.MaxValue);
            Assert.InRange(buffer.GetMemory(size).Length, Math.Max(size, 1), int.MaxValue);
            buffer.Advance(buffer.GetSpan(size).Length);
        }
    }

    [Fact]
    public void No_contact_stays_behind_in_memory_that_is_given_back()
    {
        var buffer = new PooledBuffer(ArrayPool<byte>.Shared);
        buffer.Write(Enumerable.Repeat((byte)'x', 1000).ToArray());
        var small = Array(buffer);
        buffer.Write(Enumerable.Repeat((byte)'y', small.Length).ToArray());
        var large = Array(buffer);

        Assert.NotSame(small, large);
        Assert.False(small.AsSpan(0, 1000).ContainsAnyExcept((byte)0));
        var written = buffer.Length;
        buffer.Clear();
        Assert.True(buffer.Length == 0);
        Assert.False(large.AsSpan(0, written).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void A_cleared_buffer_can_be_used_again_and_a_second_disposal_does_nothing()
    {
        var buffer = new PooledBuffer(ArrayPool<byte>.Shared);
        buffer.Write("first"u8);
        buffer.Clear();
        buffer.Write("second"u8);

        Assert.True(buffer.Written.AsSpan().SequenceEqual("second"u8));
        buffer.Dispose();
        buffer.Dispose();
        Assert.True(buffer.Length == 0);
    }

    private static byte[] Array(PooledBuffer buffer) => buffer.Written.Array!;
}
