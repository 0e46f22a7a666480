using System.Text.Json;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>A property as jCard has it (RFC 7095).</summary>
internal sealed record VCardPropertyForTests(string Name, string Parameters, IReadOnlyList<string> Values)
{
    public static VCardPropertyForTests Of(JsonElement property)
    {
        var isUnknown = property[2].GetString() == "unknown";
        var values = property.EnumerateArray().Skip(3).SelectMany(TextsOf).Select(value => isUnknown ? Unescaped(value) : value);
        return new(property[0].GetString()!, property[1].GetRawText(), [.. values]);
    }

    /// <summary>A value, or the parts of a structured one, whatever they lie in.</summary>
    public static IEnumerable<string> TextsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => TextsOf(member.Value)),
        _ => [value.ToString()],
    };

    // ical.js gives the value of an X- property as it stands.
    private static string Unescaped(string text) =>
        text.Replace("\\\\", "\0", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace("\\,", ",", StringComparison.Ordinal).Replace('\0', '\\');
}
