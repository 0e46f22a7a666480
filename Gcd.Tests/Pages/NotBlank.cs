using System.Text.RegularExpressions;

namespace Gcd.Tests.Pages;

internal static partial class NotBlank
{
    /// <summary>Some text, whichever.</summary>
    [GeneratedRegex(@"\S")]
    public static partial Regex Text { get; }
}
