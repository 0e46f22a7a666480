using System.Text;
using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>One reply of contactGroups.list.</summary>
/// <param name="Groups">In Google's order.</param>
/// <param name="NextPageToken">Null on the last page.</param>
internal sealed record ContactGroupsPage(IReadOnlyList<ContactGroup> Groups, string? NextPageToken)
{
    /// <param name="page">Valid UTF-8.</param>
    /// <exception cref="MalformedPageException">The reply is cut, damaged, or not a list of groups.</exception>
    public static ContactGroupsPage Read(ReadOnlySpan<byte> page)
    {
        var reader = new Utf8JsonReader(page);
        try
        {
            return Read(ref reader, page);
        }
        catch (JsonException)
        {
            throw new MalformedPageException(reader.BytesConsumed);
        }
    }

    private static ContactGroupsPage Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> page)
    {
        var groups = new List<ContactGroup>();
        string? next = null;
        if (!JsonRead.EntersObject(ref reader))
        {
            throw new MalformedPageException(reader.BytesConsumed);
        }

        while (JsonRead.NextMember(ref reader, out var member))
        {
            if (member.SequenceEqual("contactGroups"u8))
            {
                ReadGroups(ref reader, page, groups);
            }
            else if (member.SequenceEqual("nextPageToken"u8))
            {
                next = Text(page, JsonRead.Text(ref reader)) is { Length: > 0 } token ? token : null;
            }
            else if (member.SequenceEqual("error"u8))
            {
                throw new MalformedPageException(reader.BytesConsumed);
            }
            else
            {
                reader.Skip();
            }
        }

        // Reading on past the root finds what may trail it.
        reader.Read();
        return new ContactGroupsPage(groups, next);
    }

    private static void ReadGroups(ref Utf8JsonReader reader, ReadOnlySpan<byte> page, List<ContactGroup> groups)
    {
        if (!JsonRead.EntersArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else if (ReadGroup(ref reader, page) is { ResourceName.Length: > 0, Name.Length: > 0 } group)
            {
                groups.Add(group);
            }
        }
    }

    private static ContactGroup ReadGroup(ref Utf8JsonReader reader, ReadOnlySpan<byte> page)
    {
        var (resourceName, name, isOwn, members) = (string.Empty, string.Empty, false, 0);
        while (JsonRead.NextMember(ref reader, out var member))
        {
            if (member.SequenceEqual("resourceName"u8))
            {
                resourceName = Text(page, JsonRead.Text(ref reader));
            }
            else if (member.SequenceEqual("name"u8))
            {
                name = Text(page, JsonRead.Text(ref reader));
            }
            else if (member.SequenceEqual("groupType"u8))
            {
                isOwn = Text(page, JsonRead.Text(ref reader)) == "USER_CONTACT_GROUP";
            }
            else if (member.SequenceEqual("memberCount"u8))
            {
                members = JsonRead.Number(ref reader) ?? 0;
            }
            else
            {
                reader.Skip();
            }
        }

        return new ContactGroup(resourceName, name, isOwn, members);
    }

    private static string Text(ReadOnlySpan<byte> page, TextRange text)
    {
        var raw = page.Slice(text.Start, text.Length);
        var plain = new byte[raw.Length];
        return Encoding.UTF8.GetString(plain, 0, JsonEscapes.Unescape(raw, plain));
    }
}
