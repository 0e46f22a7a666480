using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>People API schema Name.</summary>
internal struct PersonName : IContactEntry
{
    public TextRange DisplayName { get; private set; }

    public TextRange UnstructuredName { get; private set; }

    public TextRange GivenName { get; private set; }

    public TextRange FamilyName { get; private set; }

    public bool Primary { get; set; }

    public readonly bool IsEmpty => DisplayName.IsEmpty && UnstructuredName.IsEmpty && GivenName.IsEmpty && FamilyName.IsEmpty;

    public bool TryRead(scoped ReadOnlySpan<byte> member, ref Utf8JsonReader reader)
    {
        switch (member.Length)
        {
            case 11 when member.SequenceEqual("displayName"u8):
                DisplayName = JsonRead.Text(ref reader);
                return true;
            case 16 when member.SequenceEqual("unstructuredName"u8):
                UnstructuredName = JsonRead.Text(ref reader);
                return true;
            case 9 when member.SequenceEqual("givenName"u8):
                GivenName = JsonRead.Text(ref reader);
                return true;
            case 10 when member.SequenceEqual("familyName"u8):
                FamilyName = JsonRead.Text(ref reader);
                return true;
            default:
                return false;
        }
    }
}
