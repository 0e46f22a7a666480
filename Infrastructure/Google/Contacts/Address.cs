using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>People API schema Address.</summary>
internal struct Address : IContactEntry
{
    public TextRange Type { get; private set; }

    public TextRange FormattedValue { get; private set; }

    public TextRange StreetAddress { get; private set; }

    public TextRange City { get; private set; }

    public TextRange Region { get; private set; }

    public TextRange PostalCode { get; private set; }

    public TextRange Country { get; private set; }

    public bool Primary { get; set; }

    /// <summary>False when only formattedValue tells where it is.</summary>
    public readonly bool HasParts =>
        !(StreetAddress.IsEmpty && City.IsEmpty && Region.IsEmpty && PostalCode.IsEmpty && Country.IsEmpty);

    public readonly bool IsEmpty => FormattedValue.IsEmpty && !HasParts;

    public bool TryRead(scoped ReadOnlySpan<byte> member, ref Utf8JsonReader reader)
    {
        switch (member.Length)
        {
            case 4 when member.SequenceEqual("type"u8):
                Type = JsonRead.Text(ref reader);
                return true;
            case 14 when member.SequenceEqual("formattedValue"u8):
                FormattedValue = JsonRead.Text(ref reader);
                return true;
            case 13 when member.SequenceEqual("streetAddress"u8):
                StreetAddress = JsonRead.Text(ref reader);
                return true;
            case 4 when member.SequenceEqual("city"u8):
                City = JsonRead.Text(ref reader);
                return true;
            case 6 when member.SequenceEqual("region"u8):
                Region = JsonRead.Text(ref reader);
                return true;
            case 10 when member.SequenceEqual("postalCode"u8):
                PostalCode = JsonRead.Text(ref reader);
                return true;
            case 7 when member.SequenceEqual("country"u8):
                Country = JsonRead.Text(ref reader);
                return true;
            default:
                return false;
        }
    }
}
