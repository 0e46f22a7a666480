using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>Fills Outlook's columns. A value that finds none, or one that does not say its type, is a line at the end of the notes.</summary>
internal ref struct OutlookRow(TableRow row)
{
    // PidTagBirthday and its like count from 1601.
    private const int FirstYear = 1601;

    private readonly TableRow row = row;
    private readonly Contact contact = row.Contact;

    // One bit an entry, for those that a column tells whole; more than 64 of a kind go to the notes anyhow.
    private ulong phones;
    private ulong addresses;
    private ulong relations;
    private ulong calendars;
    private ulong ids;
    private ulong genders;
    private int anniversary = -1;
    private int birthday = -1;

    public void Fill()
    {
        FillName();
        FillOrganization();
        FillEmails();
        FillPhones();
        FillAddresses();
        FillDates();
        FillRelations();
        FillRest();
        FillNotes();
    }

    private readonly void FillName()
    {
        var name = contact.Names.Primary;
        row.Set(OutlookColumns.FirstName - 1, name.HonorificPrefix);
        row.Set(OutlookColumns.FirstName, NameParts.HasAny(name) ? name.GivenName : NameParts.Full(name));
        row.Set(OutlookColumns.FirstName + 1, name.MiddleName);
        row.Set(OutlookColumns.FirstName + 2, name.FamilyName);
        row.Set(OutlookColumns.FirstName + 3, name.HonorificSuffix);
    }

    private readonly void FillOrganization()
    {
        var organization = contact.Organizations.Primary;
        row.Set(OutlookColumns.Company, organization.Name);
        row.Set(OutlookColumns.Company + 1, organization.Department);
        row.Set(OutlookColumns.Company + 2, organization.Title);
        row.Set(OutlookColumns.OfficeLocation, organization.Location);
    }

    private readonly void FillEmails()
    {
        var emails = contact.EmailAddresses;
        var primary = emails.IndexOfPrimary;
        for (var i = 0; i < Math.Min(emails.Count, OutlookColumns.Emails); i++)
        {
            var email = emails[NumberedGroups.Place(i, primary)];
            var column = OutlookColumns.Email1 + 3 * i;
            row.Set(column, email.Value);
            var start = row.Plain.Length;
            row.Plain.Append("SMTP"u8);
            row.SetFrom(column + 1, start);
            row.Set(column + 2, email.DisplayName.IsEmpty ? NameParts.Full(contact.Names.Primary) : email.DisplayName);
        }
    }

    private void FillPhones()
    {
        var list = contact.PhoneNumbers;
        var primary = list.IndexOfPrimary;
        for (var i = 0; i < list.Count; i++)
        {
            var place = NumberedGroups.Place(i, primary);
            foreach (var column in OutlookColumns.OfPhone(contact.Raw(list[place].Type), out var saysType))
            {
                if (row.IsEmpty(column))
                {
                    row.Set(column, list[place].Value);
                    phones |= saysType ? Bit(place) : 0;
                    break;
                }
            }
        }
    }

    private void FillAddresses()
    {
        var list = contact.Addresses;
        var primary = list.IndexOfPrimary;
        var (business, home, other) = (false, false, false);
        for (var i = 0; i < list.Count; i++)
        {
            var place = NumberedGroups.Place(i, primary);
            var type = contact.Raw(list[place].Type);
            ref var isTaken = ref other;
            var columns = OutlookColumns.Other;
            if (type.SequenceEqual("work"u8))
            {
                isTaken = ref business;
                columns = OutlookColumns.Business;
            }
            else if (type.SequenceEqual("home"u8))
            {
                isTaken = ref home;
                columns = OutlookColumns.Home;
            }

            if (!isTaken)
            {
                isTaken = true;
                Fill(columns.Street, columns.PoBox, list[place]);
                addresses |= type.IsEmpty || type.SequenceEqual("other"u8) || columns != OutlookColumns.Other ? Bit(place) : 0;
            }
        }
    }

    private readonly void Fill(int street, int poBox, Address address)
    {
        var start = row.Plain.Length;
        row.Append(address.HasParts || !address.PoBox.IsEmpty || !address.ExtendedAddress.IsEmpty ? address.StreetAddress : address.FormattedValue);
        if (!address.ExtendedAddress.IsEmpty)
        {
            row.Plain.Append(row.Plain.Length > start ? "\n"u8 : default);
            row.Append(address.ExtendedAddress);
        }

        // One line a column; the third takes what is left.
        for (var line = 0; line < 3; line++)
        {
            var left = row.Plain.From(start);
            var end = line < 2 ? left.IndexOf((byte)'\n') : -1;
            row.SetFrom(street + line, start, end < 0 ? left.Length : end);
            start += end < 0 ? left.Length : end + 1;
        }

        row.Set(street + 3, address.City);
        row.Set(street + 4, address.Region);
        row.Set(street + 5, address.PostalCode);
        row.Set(street + 6, address.Country.IsEmpty ? address.CountryCode : address.Country);
        row.Set(poBox, address.PoBox);
    }

    // ISO 8601: the one spelling of a date that Windows reads alike in every language.
    private void FillDates()
    {
        if (IsWhole(contact.Birthdays.Primary.Date))
        {
            birthday = contact.Birthdays.IndexOfPrimary;
            Set(OutlookColumns.Birthday, contact.Birthdays.Primary.Date);
        }

        for (var i = 0; i < contact.Events.Count && anniversary < 0; i++)
        {
            if (contact.Raw(contact.Events[i].Type).SequenceEqual("anniversary"u8) && IsWhole(contact.Events[i].Date))
            {
                anniversary = i;
                Set(OutlookColumns.Anniversary, contact.Events[i].Date);
            }
        }
    }

    private void FillRelations()
    {
        var list = contact.Relations;
        var start = row.Plain.Length;
        for (var i = 0; i < Math.Min(list.Count, 64); i++)
        {
            if (contact.Raw(list[i].Type).SequenceEqual("child"u8))
            {
                row.Plain.Append(row.Plain.Length > start ? "; "u8 : default);
                row.Append(list[i].Person);
                relations |= Bit(i);
            }
        }

        row.SetFrom(OutlookColumns.Children, start);
        for (var i = 0; i < list.Count; i++)
        {
            relations |= SetFirst(OutlookColumns.OfRelation(contact.Raw(list[i].Type)), list[i].Person, i);
        }
    }

    private void FillRest()
    {
        row.Set(OutlookColumns.WebPage, contact.Urls.Primary.Value);
        Join(OutlookColumns.Hobby, contact.Interests);
        Join(OutlookColumns.Profession, contact.Occupations);
        for (var i = 0; i < contact.CalendarUrls.Count; i++)
        {
            var isFreeBusy = contact.Raw(contact.CalendarUrls[i].Type).SequenceEqual("freeBusy"u8);
            calendars |= SetFirst(isFreeBusy ? OutlookColumns.FreeBusy : -1, contact.CalendarUrls[i].Url, i);
        }

        for (var i = 0; i < contact.ExternalIds.Count; i++)
        {
            var type = contact.Raw(contact.ExternalIds[i].Type);
            ids |= SetFirst(
                type.SequenceEqual("account"u8) ? OutlookColumns.Account : type.SequenceEqual("organization"u8) ? OutlookColumns.OrganizationalId : -1,
                contact.ExternalIds[i].Value, i);
        }

        FillGender();
        LabelsCell.FillAsOutlook(row, OutlookColumns.Categories);
    }

    private void FillGender()
    {
        var gender = contact.Raw(contact.Genders.Primary.Value);
        var name = gender.SequenceEqual("male"u8) ? "Male"u8 : gender.SequenceEqual("female"u8) ? "Female"u8 : default;
        if (!name.IsEmpty)
        {
            var start = row.Plain.Length;
            row.Plain.Append(name);
            row.SetFrom(OutlookColumns.Gender, start);
            genders = Bit(contact.Genders.IndexOfPrimary);
        }
    }

    private readonly void FillNotes()
    {
        WideColumns.AddNotes(row, OutlookColumns.Notes);
        var lines = new OtherFields(row, fields: null, OutlookColumns.Notes);
        lines.AddFullName();
        lines.AddNames();
        lines.AddPhoneticParts();
        lines.AddNicknames(except: -1);
        lines.AddFileAses(except: -1);
        lines.AddOrganizations(shown: contact.Organizations.IndexOfPrimary, showsLocation: true);
        AddLists(ref lines);
        lines.AddImClients();
        lines.AddSipAddresses();
        lines.AddGenders(except: genders);
        lines.AddValues("Skill"u8, contact.Skills);
        lines.AddLocations();
        lines.AddExternalIds(except: ids);
        lines.AddCalendars(except: calendars);
        lines.AddUserDefined();
        lines.Close();
    }

    private readonly void AddLists(ref OtherFields lines)
    {
        lines.AddEmails(from: OutlookColumns.Emails);
        lines.AddPhones(except: phones);
        lines.AddAddresses(except: addresses);
        lines.AddBirthdays(shown: birthday);
        lines.AddEvents(except: anniversary);
        lines.AddRelations(except: relations);
        lines.AddUrls(except: contact.Urls.IndexOfPrimary);
    }

    private readonly void Join(int column, EntryList<ValueEntry> values)
    {
        var start = row.Plain.Length;
        foreach (var entry in values)
        {
            row.Plain.Append(row.Plain.Length > start ? "; "u8 : default);
            row.Append(entry.Value);
        }

        row.SetFrom(column, start);
    }

    private readonly void Set(int column, PartialDate date)
    {
        var start = row.Plain.Length;
        IsoDate.Append(row.Plain, date);
        row.SetFrom(column, start);
    }

    private readonly ulong SetFirst(int column, TextRange value, int index)
    {
        if (column < 0 || index >= 64 || !row.IsEmpty(column))
        {
            return 0;
        }

        row.Set(column, value);
        return Bit(index);
    }

    private static bool IsWhole(PartialDate date) => date is { Year: >= FirstYear, Month: > 0, Day: > 0 };

    private static ulong Bit(int index) => index < 64 ? 1UL << index : 0;
}
