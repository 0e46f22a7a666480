using System.Text.Json;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>Fills a contact from a person's JSON, by the plan of what is selected.</summary>
internal static class ContactReader
{
    /// <summary>Fills the cleared record from the object that the reader has just entered.</summary>
    public static void Read(ref Utf8JsonReader reader, Contact contact, ObjectPlan person)
    {
        var start = reader.TokenStartIndex;
        var limit = start + Contact.MaxBytes;
        while (JsonRead.NextMember(ref reader, out var member))
        {
            if (person.Find(member) is { } plan)
            {
                ReadField(ref reader, contact, plan, limit);
            }
            else if (member.SequenceEqual("resourceName"u8))
            {
                contact.ResourceName = JsonRead.Text(ref reader);
            }
            else if (member.SequenceEqual("etag"u8))
            {
                contact.Etag = JsonRead.Text(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        ContactTooLargeException.ThrowIfBeyond(limit, reader.BytesConsumed);
        contact.Whole = new TextRange((int)start, (int)(reader.BytesConsumed - start), hasEscapes: true);
    }

    private static void ReadField(ref Utf8JsonReader reader, Contact contact, MemberPlan plan, long limit)
    {
        if (plan.List is { } list)
        {
            ReadEntries(ref reader, contact, list, limit);
        }
        else if (plan.Object is not { } members)
        {
            ReadChange(ref reader, contact, plan.Kind);
        }
        else if (JsonRead.EntersObject(ref reader))
        {
            while (JsonRead.NextMember(ref reader, out var member))
            {
                if (members.Find(member) is { } inner)
                {
                    ReadField(ref reader, contact, inner, limit);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private static void ReadChange(ref Utf8JsonReader reader, Contact contact, MemberKind kind)
    {
        if (kind == MemberKind.Flag)
        {
            contact.IsDeleted = JsonRead.IsTrue(ref reader);
        }
        else
        {
            contact.PreviousResourceNames = JsonRead.Array(ref reader);
        }
    }

    // The limit is looked at for each entry too, or a page of nothing but tiny entries would swell the record first.
    private static void ReadEntries(ref Utf8JsonReader reader, Contact contact, ListPlan list, long limit)
    {
        contact.BeginList(list.Index);
        if (!JsonRead.EntersArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var slots = contact.NewEntry(list.Width);
            ReadObject(ref reader, list.Entry, slots);
            if (HasContent(slots, list.Content))
            {
                ContactTooLargeException.ThrowIfBeyond(limit, reader.BytesConsumed);
                contact.KeepEntry(list.Index, list.Width);
            }
            else
            {
                slots.Clear();
            }
        }
    }

    private static void ReadObject(ref Utf8JsonReader reader, ObjectPlan plan, Span<TextRange> slots)
    {
        while (JsonRead.NextMember(ref reader, out var member))
        {
            if (plan.Find(member) is not { } found)
            {
                reader.Skip();
            }
            else if (found.Object is { } inner)
            {
                ReadInner(ref reader, inner, slots);
            }
            else
            {
                slots[found.Slot] = found.Kind switch
                {
                    MemberKind.Text => JsonRead.Text(ref reader),
                    MemberKind.Date => JsonRead.Date(ref reader).ToSlot(),
                    _ => new TextRange(0, JsonRead.IsTrue(ref reader) ? 1 : 0, hasEscapes: false),
                };
            }
        }
    }

    // Of an object that comes twice the last holds, with all its members.
    private static void ReadInner(ref Utf8JsonReader reader, ObjectPlan inner, Span<TextRange> slots)
    {
        foreach (var member in inner.Members)
        {
            slots[member.Slot] = default;
        }

        if (JsonRead.EntersObject(ref reader))
        {
            ReadObject(ref reader, inner, slots);
        }
    }

    private static bool HasContent(ReadOnlySpan<TextRange> slots, int[] content)
    {
        foreach (var slot in content)
        {
            if (!slots[slot].IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
