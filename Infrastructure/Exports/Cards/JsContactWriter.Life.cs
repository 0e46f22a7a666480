using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Cards;

/// <summary>The person's days, people and interests, and what was written about them.</summary>
internal ref partial struct JsContactWriter
{
    private void WriteAnniversaries()
    {
        var number = 0;
        var birthday = contact.Birthdays.Primary.Date;
        if (!birthday.IsEmpty)
        {
            WriteAnniversary("birth"u8, birthday, ++number);
        }

        foreach (var date in contact.Events)
        {
            if (IsAnniversary(date))
            {
                WriteAnniversary("wedding"u8, date.Date, ++number);
            }
        }

        EndMap();
    }

    // The standard knows no other kind than birth, death and wedding.
    private readonly bool IsAnniversary(PersonEvent date) => !date.Date.IsEmpty && Text(date.Type).SequenceEqual("anniversary"u8);

    private void WriteAnniversary(scoped ReadOnlySpan<byte> kind, PartialDate date, int number)
    {
        Open("anniversaries"u8, number);
        json.Name("kind"u8);
        json.Text(kind);
        json.Name("date"u8);
        json.Open('{');
        json.Raw("\"@type\":\"PartialDate\""u8);
        WriteNumber("year"u8, date.Year);
        WriteNumber("month"u8, date.Month);
        WriteNumber("day"u8, date.Month > 0 ? date.Day : 0);
        json.Close('}');
        json.Close('}');
    }

    private void WriteNumber(scoped ReadOnlySpan<byte> name, int number)
    {
        if (number > 0)
        {
            json.Name(name);
            json.Number(number);
        }
    }

    /// <summary>The name of the other person is the key, so that all that is said of one stands together.</summary>
    private void WriteRelations()
    {
        var relations = contact.Relations;
        for (var i = 0; i < relations.Count; i++)
        {
            var person = Text(relations[i].Person);
            if (person.IsEmpty || IsIn(relations, person, i))
            {
                continue;
            }

            BeginMap("relatedTo"u8);
            json.Key(person);
            json.Open('{');
            json.Name("relation"u8);
            json.Open('{');
            var label = default(ReadOnlySpan<byte>);
            for (var j = i; j < relations.Count; j++)
            {
                if (Text(relations[j].Person).SequenceEqual(person))
                {
                    var known = CardTypes.Relations.Find(Text(relations[j].Type), out var own);
                    label = label.IsEmpty ? own : label;
                    if (!known.Json.IsEmpty && !IsIn(relations, person, j, known))
                    {
                        json.Name(known.Json);
                        json.Raw("true"u8);
                    }
                }
            }

            json.Close('}');
            if (!label.IsEmpty)
            {
                WriteParameter("x-ablabel"u8, label);
            }

            json.Close('}');
        }

        EndMap();
    }

    /// <summary>Whether the person, with a word for the relation, was there before.</summary>
    private readonly bool IsIn(EntryList<Relation> relations, scoped ReadOnlySpan<byte> person, int end, CardType? known = null)
    {
        for (var i = 0; i < end; i++)
        {
            if (Text(relations[i].Person).SequenceEqual(person)
                && (known is null || CardTypes.Relations.Find(Text(relations[i].Type), out _).Json.SequenceEqual(known.Json)))
            {
                return true;
            }
        }

        return false;
    }

    private void WritePersonalInfo()
    {
        var number = 0;
        WritePersonalInfo(contact.Skills, "\"kind\":\"expertise\""u8, ref number);
        WritePersonalInfo(contact.Interests, "\"kind\":\"interest\""u8, ref number);
        EndMap();
    }

    private void WritePersonalInfo(EntryList<ValueEntry> values, scoped ReadOnlySpan<byte> kind, ref int number)
    {
        foreach (var entry in values)
        {
            Open("personalInfo"u8, ++number);
            json.Raw(kind);
            WriteMember("value"u8, entry.Value);
            json.Close('}');
        }
    }

    private void WriteNotes()
    {
        var number = 0;
        foreach (var biography in contact.Biographies)
        {
            if (!biography.Value.IsEmpty)
            {
                Open("notes"u8, ++number);
                WriteMember("note"u8, biography.Value);
                json.Close('}');
            }
        }

        EndMap();
    }

    /// <summary>The labels by name; every contact is in the group that Google calls myContacts.</summary>
    private void WriteKeywords()
    {
        foreach (var membership in contact.Memberships)
        {
            if (context.Labels.OfMembership(Text(membership.ContactGroupResourceName)) is { IsMyContacts: false } label)
            {
                BeginMap("keywords"u8);
                json.Key(label.Utf8Name.Span);
                json.Raw("true"u8);
            }
        }

        EndMap();
    }
}
