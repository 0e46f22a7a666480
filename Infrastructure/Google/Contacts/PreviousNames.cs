using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>The resource names that a contact had before people were merged or it was linked to a profile, but not the one that it has. Each stands as in the page, with JSON's escapes.</summary>
internal ref struct PreviousNames(ReadOnlySpan<byte> array, ReadOnlySpan<byte> present)
{
    private readonly ReadOnlySpan<byte> present = present;
    private Utf8JsonReader reader = new(array);

    public readonly ReadOnlySpan<byte> Current => reader.ValueSpan;

    public readonly PreviousNames GetEnumerator() => this;

    public bool MoveNext()
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.SequenceEqual(present))
            {
                return true;
            }
        }

        return false;
    }
}
