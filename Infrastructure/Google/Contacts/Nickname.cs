using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>People API schema Nickname.</summary>
internal struct Nickname : IContactEntry
{
    public TextRange Value { get; private set; }

    public bool Primary { get; set; }

    public readonly bool IsEmpty => Value.IsEmpty;

    public bool TryRead(scoped ReadOnlySpan<byte> member, ref Utf8JsonReader reader)
    {
        switch (member.Length)
        {
            case 5 when member.SequenceEqual("value"u8):
                Value = JsonRead.Text(ref reader);
                return true;
            default:
                return false;
        }
    }
}
