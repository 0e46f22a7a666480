using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>People API schema PhoneNumber; the type may be the user's own words.</summary>
internal struct PhoneNumber : IContactEntry
{
    public TextRange Value { get; private set; }

    public TextRange Type { get; private set; }

    public bool Primary { get; set; }

    public readonly bool IsEmpty => Value.IsEmpty;

    public bool TryRead(scoped ReadOnlySpan<byte> member, ref Utf8JsonReader reader)
    {
        switch (member.Length)
        {
            case 5 when member.SequenceEqual("value"u8):
                Value = JsonRead.Text(ref reader);
                return true;
            case 4 when member.SequenceEqual("type"u8):
                Type = JsonRead.Text(ref reader);
                return true;
            default:
                return false;
        }
    }
}
