namespace Gcd.Infrastructure.Exports.Cards;

internal enum VCardVersion
{
    /// <summary>RFC 2426, with what Apple, Google and Android made of it.</summary>
    Three,

    /// <summary>RFC 6350, with RFC 6715, 6868, 8605 and 9554.</summary>
    Four,
}
