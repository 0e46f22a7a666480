using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>
/// What a person has and a table has no column for: custom fields with a telling label, as long as there are any free; then lines at the
/// end of the notes, so that nothing is lost. A table without custom fields gets lines alone.
/// </summary>
internal ref struct OtherFields(TableRow row, NumberedGroups? fields, int notes)
{
    private readonly TableRow row = row;
    private readonly PlainText plain = row.Plain;
    private readonly int free = fields?.Count ?? 0;
    private int used;
    private int start;
    private int notesStart = -1;

    public void AddUserDefined()
    {
        foreach (var field in row.Contact.UserDefined)
        {
            Begin();
            row.Append(field.Key);
            AddValue(field.Value);
        }
    }

    /// <summary>What the columns of the name do not show.</summary>
    public void AddNames()
    {
        var names = row.Contact.Names;
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (i != names.IndexOfPrimary)
            {
                Add("Other Name"u8, NameParts.Full(name).IsEmpty ? name.GivenName : NameParts.Full(name));
                continue;
            }

            Add("Phonetic Name Prefix"u8, name.PhoneticHonorificPrefix);
            Add("Phonetic Name Suffix"u8, name.PhoneticHonorificSuffix);
            if (name.PhoneticGivenName.IsEmpty && name.PhoneticFamilyName.IsEmpty && name.PhoneticMiddleName.IsEmpty)
            {
                Add("Phonetic Name"u8, name.PhoneticFullName);
            }
        }
    }

    /// <summary>The whole name, for a table without a column for it, where its parts do not say it.</summary>
    public void AddFullName()
    {
        var name = row.Contact.Names.Primary;
        if (NameParts.HasAny(name) && NameParts.SayLess(row, name))
        {
            Add("Full Name"u8, NameParts.Full(name));
        }
    }

    public void AddNicknames(int except)
    {
        var nicknames = row.Contact.Nicknames;
        for (var i = 0; i < nicknames.Count; i++)
        {
            if (i != except)
            {
                Begin();
                plain.Append(nicknames[i].Type.IsEmpty ? "Nickname"u8 : default);
                TypeNames.Append(row, nicknames[i].Type);
                AddValue(nicknames[i].Value);
            }
        }
    }

    public void AddFileAses(int except)
    {
        var names = row.Contact.FileAses;
        for (var i = 0; i < names.Count; i++)
        {
            if (i != except)
            {
                Add("File As"u8, names[i].Value);
            }
        }
    }

    /// <summary>Of the organization that is shown, only what has no column.</summary>
    public void AddOrganizations(int shown, bool showsLocation = false)
    {
        var organizations = row.Contact.Organizations;
        for (var i = 0; i < organizations.Count; i++)
        {
            var organization = organizations[i];
            if (i != shown)
            {
                Begin("Organization"u8);
                row.Append(organization.Name);
                AddPart("Title"u8, organization.Title);
                AddPart("Department"u8, organization.Department);
            }
            else if (HasDetails(organization, showsLocation))
            {
                Begin("Organization Details"u8);
            }
            else
            {
                continue;
            }

            AddPart("Description"u8, organization.JobDescription);
            AddPart("Location"u8, i == shown && showsLocation ? default : organization.Location);
            AddPart("Domain"u8, organization.Domain);
            AddPart("Symbol"u8, organization.Symbol);
            AddPart("Phonetic Name"u8, organization.PhoneticName);
            AddPart("From"u8, organization.StartDate);
            AddPart("Until"u8, organization.EndDate);
            AddType(organization.Type);
            AddCurrent(organization.Current);
            End();
        }
    }

    /// <summary>Those that the column does not show, and texts that have no date.</summary>
    public void AddBirthdays(int shown)
    {
        var birthdays = row.Contact.Birthdays;
        for (var i = 0; i < birthdays.Count; i++)
        {
            if (i == shown)
            {
                continue;
            }

            Begin("Birthday"u8);
            if (birthdays[i].Date.IsEmpty)
            {
                row.Append(birthdays[i].Text);
            }
            else
            {
                IsoDate.Append(plain, birthdays[i].Date);
            }

            End();
        }
    }

    /// <summary>Names that belong to one address, where they are not the contact's own.</summary>
    public void AddEmailNames()
    {
        var own = NameParts.Full(row.Contact.Names.Primary);
        foreach (var email in row.Contact.EmailAddresses)
        {
            if (!email.DisplayName.IsEmpty && !row.Contact.Raw(email.DisplayName).SequenceEqual(row.Contact.Raw(own)))
            {
                Begin("E-mail Name"u8);
                row.Append(email.DisplayName);
                plain.Append(" <"u8);
                row.Append(email.Value);
                plain.Append(">"u8);
                End();
            }
        }
    }

    public void AddImClients()
    {
        foreach (var client in row.Contact.ImClients)
        {
            Begin();
            plain.Append(client.Protocol.IsEmpty ? "IM"u8 : "IM "u8);
            TypeNames.Append(row, client.Protocol);
            AddValue(client.Username, client.Type);
        }
    }

    public void AddSipAddresses()
    {
        foreach (var address in row.Contact.SipAddresses)
        {
            Add("SIP"u8, address.Type, address.Value);
        }
    }

    public void AddGenders(ulong except = 0)
    {
        var genders = row.Contact.Genders;
        for (var i = 0; i < genders.Count; i++)
        {
            Add("Gender"u8, Has(except, i) ? default : genders[i].Value);
            Add("Address Me As"u8, genders[i].AddressMeAs);
        }
    }

    public void AddValues(ReadOnlySpan<byte> label, EntryList<ValueEntry> values)
    {
        foreach (var entry in values)
        {
            Add(label, entry.Value);
        }
    }

    public void AddLocations()
    {
        foreach (var location in row.Contact.Locations)
        {
            Begin("Location"u8, location.Type);
            row.Append(location.Value);
            AddPart("Building"u8, location.BuildingId);
            AddPart("Floor"u8, location.Floor);
            AddPart("Section"u8, location.FloorSection);
            AddPart("Desk"u8, location.DeskCode);
            AddCurrent(location.Current);
            End();
        }
    }

    public void AddExternalIds(ulong except = 0)
    {
        var ids = row.Contact.ExternalIds;
        for (var i = 0; i < ids.Count; i++)
        {
            Add("External ID"u8, ids[i].Type, Has(except, i) ? default : ids[i].Value);
        }
    }

    public void AddCalendars(ulong except = 0)
    {
        var calendars = row.Contact.CalendarUrls;
        for (var i = 0; i < calendars.Count; i++)
        {
            Add("Calendar"u8, calendars[i].Type, Has(except, i) ? default : calendars[i].Url);
        }
    }

    public void AddPhoneticParts()
    {
        var name = row.Contact.Names.Primary;
        Add("Phonetic First Name"u8, name.PhoneticGivenName);
        Add("Phonetic Middle Name"u8, name.PhoneticMiddleName);
        Add("Phonetic Last Name"u8, name.PhoneticFamilyName);
    }

    /// <summary>Those beyond the first ones, of which the primary is the very first.</summary>
    public void AddEmails(int from)
    {
        var emails = row.Contact.EmailAddresses;
        var primary = emails.IndexOfPrimary;
        for (var i = from; i < emails.Count; i++)
        {
            var email = emails[NumberedGroups.Place(i, primary)];
            Add("E-mail"u8, email.Type, email.Value);
        }
    }

    public void AddPhones(ulong except)
    {
        var phones = row.Contact.PhoneNumbers;
        for (var i = 0; i < phones.Count; i++)
        {
            Add("Phone"u8, phones[i].Type, Has(except, i) ? default : phones[i].Value);
        }
    }

    /// <summary>As Google composes them, or their parts.</summary>
    public void AddAddresses(ulong except)
    {
        var addresses = row.Contact.Addresses;
        for (var i = 0; i < addresses.Count; i++)
        {
            if (Has(except, i))
            {
                continue;
            }

            var address = addresses[i];
            Begin("Address"u8, address.Type);
            row.Append(address.FormattedValue);
            if (address.FormattedValue.IsEmpty)
            {
                AddWord(address.ExtendedAddress);
                AddWord(address.StreetAddress);
                AddWord(address.PoBox);
                AddWord(address.PostalCode);
                AddWord(address.City);
                AddWord(address.Region);
                AddWord(address.Country.IsEmpty ? address.CountryCode : address.Country);
            }

            End();
        }
    }

    public void AddEvents(int except)
    {
        var events = row.Contact.Events;
        for (var i = 0; i < events.Count; i++)
        {
            if (i != except)
            {
                Begin("Event"u8, events[i].Type);
                IsoDate.Append(plain, events[i].Date);
                End();
            }
        }
    }

    public void AddRelations(ulong except)
    {
        var relations = row.Contact.Relations;
        for (var i = 0; i < relations.Count; i++)
        {
            Add("Relation"u8, relations[i].Type, Has(except, i) ? default : relations[i].Person);
        }
    }

    public void AddUrls(int except)
    {
        var urls = row.Contact.Urls;
        for (var i = 0; i < urls.Count; i++)
        {
            Add("Website"u8, urls[i].Type, i == except ? default : urls[i].Value);
        }
    }

    /// <summary>A field with this label, unless it is empty.</summary>
    public void Add(ReadOnlySpan<byte> label, TextRange value)
    {
        if (!value.IsEmpty)
        {
            Begin(label);
            row.Append(value);
            End();
        }
    }

    /// <summary>A field whose label names its type too, unless it is empty.</summary>
    public void Add(ReadOnlySpan<byte> label, TextRange type, TextRange value)
    {
        if (!value.IsEmpty)
        {
            Begin();
            plain.Append(label);
            AddValue(value, type);
        }
    }

    /// <summary>Begins a field: what is composed next is its value.</summary>
    public void Begin(ReadOnlySpan<byte> label, TextRange type = default)
    {
        Begin();
        plain.Append(label);
        BeginValue(type);
    }

    public void End()
    {
        if (used < free)
        {
            row.SetFrom(fields!.First + used * 2 + 1, start);
            used++;
        }
    }

    /// <summary>Must come last.</summary>
    public readonly void Close()
    {
        if (notesStart >= 0)
        {
            row.SetFrom(notes, notesStart);
        }
    }

    private void AddValue(TextRange value, TextRange type = default)
    {
        BeginValue(type);
        row.Append(value);
        End();
    }

    private void Begin()
    {
        if (used < free)
        {
            start = plain.Length;
            return;
        }

        // From here on only lines are composed, so that all of them are one range.
        if (notesStart < 0)
        {
            notesStart = plain.Length;
            plain.Append(row[notes]);
        }

        plain.Append(plain.Length > notesStart ? "\n"u8 : default);
    }

    private void BeginValue(TextRange type)
    {
        if (!type.IsEmpty)
        {
            plain.Append(" ("u8);
            TypeNames.Append(row, type);
            plain.Append(")"u8);
        }

        if (used < free)
        {
            row.SetFrom(fields!.First + used * 2, start);
            start = plain.Length;
        }
        else
        {
            plain.Append(": "u8);
            start = plain.Length;
        }
    }

    private readonly void AddPart(ReadOnlySpan<byte> label, TextRange value)
    {
        if (!value.IsEmpty)
        {
            BeginPart(label);
            row.Append(value);
        }
    }

    private readonly void AddPart(ReadOnlySpan<byte> label, PartialDate date)
    {
        if (!date.IsEmpty)
        {
            BeginPart(label);
            IsoDate.Append(plain, date);
        }
    }

    private readonly void AddWord(TextRange value)
    {
        plain.Append(value.IsEmpty || plain.Length == start ? default : ", "u8);
        row.Append(value);
    }

    private readonly void AddType(TextRange type)
    {
        if (!type.IsEmpty)
        {
            BeginPart("Type"u8);
            TypeNames.Append(row, type);
        }
    }

    private readonly void AddCurrent(bool current)
    {
        if (current)
        {
            plain.Append(plain.Length > start ? "; current"u8 : "current"u8);
        }
    }

    private readonly void BeginPart(ReadOnlySpan<byte> label)
    {
        plain.Append(plain.Length > start ? "; "u8 : default);
        plain.Append(label);
        plain.Append(": "u8);
    }

    private static bool Has(ulong bits, int index) => index < 64 && (bits >> index & 1) != 0;

    // That one is current, and a type alone, is no reason for a field: nearly every organization has them.
    private static bool HasDetails(Organization organization, bool showsLocation) =>
        !(organization.JobDescription.IsEmpty && (showsLocation || organization.Location.IsEmpty) && organization.Domain.IsEmpty && organization.Symbol.IsEmpty
            && organization.PhoneticName.IsEmpty && organization.StartDate.IsEmpty && organization.EndDate.IsEmpty);
}
