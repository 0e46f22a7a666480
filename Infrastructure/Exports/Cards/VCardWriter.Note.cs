using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>The one note: what the person wrote, then what a phone shows nowhere else.</summary>
internal ref partial struct VCardWriter
{
    private void WriteNote()
    {
        foreach (var biography in contact.Biographies)
        {
            if (!biography.Value.IsEmpty)
            {
                BeginNoteLine();
                lines.WriteText(Text(biography.Value));
            }
        }

        foreach (var field in contact.UserDefined)
        {
            BeginNoteLine(Text(field.Key));
            lines.Write(field.Key.IsEmpty || field.Value.IsEmpty ? default : ": "u8);
            lines.WriteText(Text(field.Value));
        }

        WriteNoteLines("Occupation: "u8, contact.Occupations);
        if (!IsFour)
        {
            WriteNoteLines("Skill: "u8, contact.Skills);
            WriteNoteLines("Interest: "u8, contact.Interests);
        }

        if (isNoteBegun)
        {
            lines.End();
        }
    }

    private void WriteNoteLines(scoped ReadOnlySpan<byte> name, EntryList<ValueEntry> values)
    {
        foreach (var entry in values)
        {
            BeginNoteLine(name);
            lines.WriteText(Text(entry.Value));
        }
    }

    private void BeginNoteLine(scoped ReadOnlySpan<byte> name = default)
    {
        if (isNoteBegun)
        {
            lines.WriteBreak();
        }
        else
        {
            lines.Begin("NOTE:"u8);
            isNoteBegun = true;
        }

        lines.WriteText(name);
    }
}
