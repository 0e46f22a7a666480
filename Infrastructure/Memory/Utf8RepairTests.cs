using System.Text;

namespace Gcd.Infrastructure.Memory;

public sealed class Utf8RepairTests
{
    [Fact]
    public void Invalid_bytes_are_replaced_as_the_library_does()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            var expected = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
            Assert.True(expected.Length == Utf8Repair.LengthOf(bytes), $"seed {seed}: {Convert.ToHexString(bytes)}");
            var memory = new byte[expected.Length];
            bytes.CopyTo(memory, 0);
            Utf8Repair.InPlace(memory, bytes.Length);
            Assert.True(expected.AsSpan().SequenceEqual(memory), $"seed {seed}: {Convert.ToHexString(bytes)}");
        }
    }
}
