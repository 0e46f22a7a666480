using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>People API schema Organization.</summary>
internal struct Organization : IContactEntry
{
    public TextRange Name { get; private set; }

    public TextRange Title { get; private set; }

    public bool Primary { get; set; }

    public readonly bool IsEmpty => Name.IsEmpty && Title.IsEmpty;

    public bool TryRead(scoped ReadOnlySpan<byte> member, ref Utf8JsonReader reader)
    {
        switch (member.Length)
        {
            case 4 when member.SequenceEqual("name"u8):
                Name = JsonRead.Text(ref reader);
                return true;
            case 5 when member.SequenceEqual("title"u8):
                Title = JsonRead.Text(ref reader);
                return true;
            default:
                return false;
        }
    }
}
