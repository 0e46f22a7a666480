using System.Text;

namespace Gcd.Infrastructure.Exports;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public void A_thousand_contacts_allocate_next_to_nothing(string format)
    {
        const string person = """
            {"resourceName":"people/c1","names":[{"displayName":"Zo\u00eb \"Z\" Ünal","metadata":{"primary":true}}],
            "emailAddresses":[{"value":"a@x.org"},{"value":"b@x.org"},{"value":"c@x.org"}],
            "phoneNumbers":[{"value":"+39 1","type":"mobile"},{"value":"+39 2","type":"other"}],
            "birthdays":[{"date":{"year":1980,"month":2,"day":29}}],
            "addresses":[{"type":"home","formattedValue":"Via Roma 1\n00100 Roma"}]}
            """;
        var page = Encoding.UTF8.GetBytes(
            $$"""{"connections":[{{string.Join(',', Enumerable.Repeat(person, 1000))}}],"nextPageToken":"abcdefgh"}""");
        using var formatter = FilesForTests.Formatter(format);

        // The least of several: what a contact costs shows in each, what the pool has to get anew after a garbage collection in some.
        var allocated = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var received = FilesForTests.Received(page);
            var before = GC.GetAllocatedBytesForCurrentThread();
            formatter.Take(received);
            formatter.TakeNextPiece();
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // The page token is all that is left: about a hundred bytes a page, not a byte a contact.
        Assert.InRange(allocated, 0, 500);
    }
}
