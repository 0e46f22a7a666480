namespace Gcd.Infrastructure.EarlierService;

public sealed class EarlierRemainderTests
{
    [Fact]
    public void Where_all_is_taken_nothing_is_said() => Assert.Empty(new EarlierRemainder().ToSentences());

    [Fact]
    public void Rows_of_other_providers_are_summed_over_the_tables_and_what_is_no_word_is_not_shown()
    {
        var left = new EarlierRemainder { PeopleWithoutAddress = 1, SecondRows = 1, TokensOfNobody = 2 };
        left.AddOther("microsoft", 1);
        left.AddOther("apple", 1);
        left.AddOther("microsoft", 2);
        left.AddOther("\u001b[31mred", 3);
        left.AddOther(new string('x', 41), 4);

        Assert.Equal(
            ["7 rows of other providers", "1 row of the provider 'apple'", "3 rows of the provider 'microsoft'", "1 person without an address", "1 second row of an address that has one already", "2 tokens of nobody"],
            left.ToSentences());
    }
}
