namespace Gcd.Infrastructure.Tokens;

public sealed class HashRangeTests
{
    [Fact]
    public void The_hours_of_a_day_have_every_hash_once()
    {
        var ranges = Enumerable.Range(0, 24).SelectMany(HashRange.OfHour).OrderBy(range => range.From, StringComparer.Ordinal).ToList();

        Assert.Equal("0000", ranges[0].From);
        Assert.Equal(HashRange.All[0].Before, ranges[^1].Before);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.Before, pair.Second.From));
        Assert.All(ranges, range => Assert.True(string.CompareOrdinal(range.From, range.Before) < 0));
    }
}
