using System.Text.RegularExpressions;

namespace Gcd.Infrastructure.Pages;

/// <summary>A command for people to copy, as <c>CommandBlock</c> shows it.</summary>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Text">The lines to paste into a shell.</param>
public sealed partial record CommandLines(string Name, string Text)
{
    /// <summary>White space, words, and an address in its parts: where a narrow screen may break the lines.</summary>
    public IEnumerable<string> Parts => Part().Matches(Text).Select(match => match.Value);

    [GeneratedRegex(@"\s+|\S+://|(?<=://\S*)[^\s/?]+[/?]*|\S+")]
    private static partial Regex Part();
}
