namespace Gcd.Infrastructure.Settings;

public sealed class SpellingTests
{
    private static readonly string[] Names = ["GOOGLE_DATABASE", "GOOGLE_CREDENTIALS", "PORT"];

    [Theory]
    [InlineData("GOOGLE_DATABSE", "GOOGLE_DATABASE")]
    [InlineData("GOOGLE_DATABAES", "GOOGLE_DATABASE")]
    [InlineData("google_credential", "GOOGLE_CREDENTIALS")]
    [InlineData("PROT", "PORT")]
    [InlineData("GOOGLE", null)]
    public void The_nearest_name_is_at_most_two_slips_away(string word, string? nearest) => Assert.Equal(nearest, Spelling.Nearest(word, Names, most: 2));
}
