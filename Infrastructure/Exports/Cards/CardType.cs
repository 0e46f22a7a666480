using System.Text;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>What a type of Google's is called in vCard.</summary>
/// <param name="google">In any case.</param>
/// <param name="three">Its parameters in 3.0.</param>
/// <param name="four">Its parameters in 4.0.</param>
/// <param name="label">Shown by readers that know X-ABLabel, where the parameters do not say it all; Apple translates what stands between its signs.</param>
internal sealed class CardType(string google, string three, string four, string label = "")
{
    private readonly byte[] google = Encoding.ASCII.GetBytes(google);
    private readonly byte[] three = Encoding.ASCII.GetBytes(three);
    private readonly byte[] four = Encoding.ASCII.GetBytes(four);
    private readonly byte[] label = Encoding.ASCII.GetBytes(label);

    public ReadOnlySpan<byte> Label => label;

    public ReadOnlySpan<byte> Parameters(VCardVersion version) => version == VCardVersion.Four ? four : three;

    public bool Is(ReadOnlySpan<byte> type) => Ascii.EqualsIgnoreCase(type, google);
}
