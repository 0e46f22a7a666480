namespace Gcd.Infrastructure.Settings;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Spelling
{
    /// <returns>The nearest name, whatever its case; null where none is within <paramref name="most"/> slips.</returns>
    public static string? Nearest(string word, IEnumerable<string> names, int most) =>
        // Each letter that one has more than the other is a slip; most names of an environment need no further look.
        names.Where(name => Math.Abs(name.Length - word.Length) <= most)
            .Select(name => (Name: name, Slips: Distance(word.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Slips <= most)
            .OrderBy(candidate => candidate.Slips)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    /// <summary>Letters left out, added, replaced, or swapped with their neighbour (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        var slips = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                slips[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1, slips[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
                }
            }
        }

        return slips[one.Length, other.Length];
    }
}
