using System.Text;

namespace Gcd.Infrastructure.Google.Contacts;

public sealed class ContactTooLargeTests
{
    [Fact]
    public void A_contact_of_exactly_the_limit_passes()
    {
        var text = new string('x', Contact.MaxBytes - """{"resourceName":""}""".Length);

        Assert.Equal([text], ContactLinesForTests.Parse($$"""{"connections":[ {"resourceName":"{{text}}"} ]}""").Contacts);
    }

    [Theory]
    [InlineData("resourceName")]
    [InlineData("unknown")]
    public void A_contact_above_the_limit_is_refused_by_its_own_name(string member)
    {
        var text = new string('x', Contact.MaxBytes - $$"""{"{{member}}":""}""".Length + 1);

        Assert.Throws<ContactTooLargeException>(
            () => ContactLinesForTests.Parse($$"""{"connections":[{"{{member}}":"{{text}}"}]}"""));
    }

    [Fact]
    public void A_contact_of_endless_tiny_entries_is_refused_before_they_fill_the_memory()
    {
        var entries = string.Join(',', Enumerable.Repeat("""{"value":"1"}""", 1_000_000));
        var page = Encoding.UTF8.GetBytes($$"""{"connections":[{"phoneNumbers":[{{entries}}]}]}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<ContactTooLargeException>(() => ContactLinesForTests.Parse(page));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
    }

    [Fact]
    public void Many_contacts_may_take_more_than_the_limit_together()
    {
        var person = $$"""{"resourceName":"{{new string('x', 400_000)}}"}""";

        Assert.Equal(5, ContactLinesForTests.Parse($$"""{"connections":[{{string.Join(',', Enumerable.Repeat(person, 5))}}]}""").Page.Contacts);
    }
}
