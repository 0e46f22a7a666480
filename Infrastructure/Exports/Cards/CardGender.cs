namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>The letters that GENDER has for a sex (RFC 6350, section 6.2.7).</summary>
internal static class CardGender
{
    /// <summary>Empty for a person's own words.</summary>
    public static ReadOnlySpan<byte> LetterOf(ReadOnlySpan<byte> gender) =>
        gender.SequenceEqual("female"u8) ? "F"u8
        : gender.SequenceEqual("male"u8) ? "M"u8
        : gender.SequenceEqual("unspecified"u8) ? "U"u8
        : default;
}
