using System.Buffers;
using System.Text.Json;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Changes;

/// <summary>Resource names of contacts that are gone, until the contacts that changed have been written. Google holds some ten thousand contacts a person.</summary>
internal sealed class GoneContacts
{
    private readonly ArrayBufferWriter<byte> names = new();

    public void Add(Contact contact)
    {
        if (!contact.ResourceName.IsEmpty)
        {
            AddName(contact.Raw(contact.ResourceName));
        }

        AddPreviousNames(contact);
    }

    /// <summary>Those that the contact had before it was merged with another one.</summary>
    public void AddPreviousNames(Contact contact)
    {
        if (contact.PreviousResourceNames.IsEmpty)
        {
            return;
        }

        var reader = new Utf8JsonReader(contact.Raw(contact.PreviousResourceNames));
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.SequenceEqual(contact.Raw(contact.ResourceName)))
            {
                AddName(reader.ValueSpan);
            }
        }
    }

    public void Write(ref Utf8Output output) => output.Write(names.WrittenSpan);

    // As it stands in the page: JSON with its escapes.
    private void AddName(ReadOnlySpan<byte> name)
    {
        names.Write(names.WrittenCount > 0 ? ",\""u8 : "\""u8);
        names.Write(name);
        names.Write("\""u8);
    }
}
