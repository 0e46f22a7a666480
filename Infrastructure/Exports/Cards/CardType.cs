using System.Text;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>What a type of Google's is called in cards.</summary>
/// <param name="google">In any case.</param>
/// <param name="three">Its parameters in vCard 3.0.</param>
/// <param name="four">Its parameters in vCard 4.0.</param>
/// <param name="json">Its members in JSContact; of a relation its name there.</param>
/// <param name="label">What readers show that know labels, where the rest does not say it all; Apple translates what stands between its signs.</param>
/// <param name="isWhole">Whether only 3.0 needs the label.</param>
internal sealed class CardType(string google, string three, string four, string json = "", string label = "", bool isWhole = false)
{
    private readonly byte[] google = Encoding.ASCII.GetBytes(google);
    private readonly byte[] three = Encoding.ASCII.GetBytes(three);
    private readonly byte[] four = Encoding.ASCII.GetBytes(four);
    private readonly byte[] json = Encoding.ASCII.GetBytes(json);
    private readonly byte[] label = Encoding.ASCII.GetBytes(label);

    public ReadOnlySpan<byte> Json => json;

    public ReadOnlySpan<byte> Parameters(VCardVersion version) => version == VCardVersion.Four ? four : three;

    public ReadOnlySpan<byte> Label(VCardVersion version) => isWhole && version == VCardVersion.Four ? default : label;

    public bool Is(ReadOnlySpan<byte> type) => Ascii.EqualsIgnoreCase(type, google);
}
