using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>Dates, and the people and things that belong to the person.</summary>
internal ref partial struct VCardWriter
{
    /// <summary>A date of 3.0 is a whole one; without a year it has Apple's sign for that. Any other becomes a line of the note.</summary>
    private void WriteBirthday()
    {
        var birthday = contact.Birthdays.Primary;
        var date = birthday.Date;
        if (IsFour && date.IsEmpty)
        {
            WriteLine("BDAY;VALUE=text:"u8, birthday.Text);
        }
        else if (CanHold(date))
        {
            lines.Begin("BDAY"u8);
            WriteDateValue(date);
            lines.End();
        }
        else if (!date.IsEmpty)
        {
            BeginNoteLine("Birthday: "u8);
            WriteDate(date);
        }
        else if (!birthday.Text.IsEmpty)
        {
            BeginNoteLine("Birthday: "u8);
            lines.WriteText(Text(birthday.Text));
        }
    }

    private void WriteEvents()
    {
        var isFirst = true;
        foreach (var date in contact.Events)
        {
            if (date.Date.IsEmpty)
            {
                continue;
            }

            if (IsFour && isFirst && Text(date.Type).SequenceEqual("anniversary"u8))
            {
                isFirst = false;
                WriteDateLine("ANNIVERSARY:"u8, date.Date);
                continue;
            }

            Open("X-ABDATE"u8, date.Type, CardTypes.Events);
            WriteDateValue(date.Date);
            Close();
        }
    }

    private void WriteRelations()
    {
        foreach (var relation in contact.Relations)
        {
            if (!relation.Person.IsEmpty)
            {
                Open(IsFour ? "RELATED;VALUE=text"u8 : "X-ABRELATEDNAMES"u8, relation.Type, CardTypes.Relations);
                lines.Write(":"u8);
                lines.WriteText(Text(relation.Person));
                Close();
            }
        }
    }

    private void WriteLocations()
    {
        foreach (var location in contact.Locations)
        {
            Open("X-LOCATION"u8, location.Type, CardTypes.Places, needsGroup: true);
            lines.Write(":"u8);
            lines.WriteText(Text(location.Value));
            Close();
            WriteLine("X-BUILDING:"u8, location.BuildingId, group);
            WriteLine("X-FLOOR:"u8, location.Floor, group);
            WriteLine("X-FLOOR-SECTION:"u8, location.FloorSection, group);
            WriteLine("X-DESK:"u8, location.DeskCode, group);
            if (location.Current)
            {
                lines.Begin("X-CURRENT:TRUE"u8, group);
                lines.End();
            }
        }
    }

    private void WriteExternalIds()
    {
        foreach (var id in contact.ExternalIds)
        {
            if (!id.Value.IsEmpty)
            {
                Open("X-EXTERNAL-ID"u8, id.Type, CardTypes.Places);
                lines.Write(":"u8);
                lines.WriteText(Text(id.Value));
                Close();
            }
        }
    }

    /// <summary>The labels by name; every contact is in the group that Google calls myContacts.</summary>
    private void WriteCategories()
    {
        var isBegun = false;
        foreach (var membership in contact.Memberships)
        {
            if (context.Labels.OfMembership(Text(membership.ContactGroupResourceName)) is not { IsMyContacts: false } label)
            {
                continue;
            }

            if (isBegun)
            {
                lines.Write(","u8);
            }
            else
            {
                lines.Begin("CATEGORIES:"u8);
                isBegun = true;
            }

            lines.WriteText(label.Utf8Name.Span);
        }

        if (isBegun)
        {
            lines.End();
        }
    }

    private readonly bool CanHold(PartialDate date) => !date.IsEmpty && (IsFour || date is { Month: > 0, Day: > 0 });

    private void WriteDateLine(scoped ReadOnlySpan<byte> name, PartialDate date, int ofGroup = 0)
    {
        if (!date.IsEmpty)
        {
            lines.Begin(name, ofGroup);
            WriteDate(date);
            lines.End();
        }
    }

    private void WriteDateValue(PartialDate date)
    {
        // 1604 was a leap year, and no reader takes it for a birthday.
        var hasNoYear = date.Year == 0 && !IsFour;
        lines.Write(hasNoYear ? ";X-APPLE-OMIT-YEAR=1604:"u8 : ":"u8);
        WriteDate(hasNoYear ? date with { Year = 1604 } : date);
    }

    private void WriteDate(PartialDate date)
    {
        Span<byte> memory = stackalloc byte[CardDate.Longest];
        lines.Write(IsFour ? CardDate.Basic(date, memory) : CardDate.Of(date, memory));
    }
}
