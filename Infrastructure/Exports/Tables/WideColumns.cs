using System.Collections.Immutable;
using Gcd.Infrastructure.Exports.Text;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>Today's columns of Google Contacts, in its order, which hold a whole contact; and how one fills them.</summary>
internal static class WideColumns
{
    public const int FirstName = 0;
    public const int Nickname = 8;
    public const int FileAs = 9;
    public const int Organization = 10;
    public const int Birthday = 13;
    public const int Notes = 14;
    public const int Photo = 15;
    public const int Labels = 16;
    public const int Count = 121;

    public static readonly NumberedGroups Emails = new(First: 17, Count: 5, Width: 2);
    public static readonly NumberedGroups Phones = new(Emails.End, Count: 6, Width: 2);
    public static readonly NumberedGroups Addresses = new(Phones.End, Count: 4, Width: 9);
    public static readonly NumberedGroups Relations = new(Addresses.End, Count: 4, Width: 2);
    public static readonly NumberedGroups Websites = new(Relations.End, Count: 5, Width: 2);
    public static readonly NumberedGroups Events = new(Websites.End, Count: 4, Width: 2);
    public static readonly NumberedGroups CustomFields = new(Events.End, Count: 10, Width: 2);

    /// <summary>All that a person can fill in, without what Google makes of it.</summary>
    public static readonly PersonSelection Reads = new(
        PersonSchema.Names.Only(
            "displayName", "unstructuredName", "givenName", "familyName", "middleName", "honorificPrefix", "honorificSuffix", "phoneticFullName",
            "phoneticGivenName", "phoneticFamilyName", "phoneticMiddleName", "phoneticHonorificPrefix", "phoneticHonorificSuffix"),
        PersonSchema.Nicknames,
        PersonSchema.EmailAddresses.Only("value", "type", "displayName"),
        PersonSchema.PhoneNumbers.Only("value", "type"),
        PersonSchema.Organizations.Only(
            "name", "title", "department", "jobDescription", "location", "domain", "symbol", "phoneticName", "type", "current", "startDate", "endDate"),
        PersonSchema.Birthdays,
        PersonSchema.Addresses.Only(
            "type", "formattedValue", "streetAddress", "city", "region", "postalCode", "country", "extendedAddress", "poBox", "countryCode"),
        PersonSchema.Biographies.Only("value"),
        PersonSchema.CalendarUrls.Only("url", "type"),
        PersonSchema.Events.Only("date", "type"),
        PersonSchema.ExternalIds.Only("value", "type"),
        PersonSchema.FileAses,
        PersonSchema.Genders.Only("value", "addressMeAs"),
        PersonSchema.ImClients.Only("username", "protocol", "type"),
        PersonSchema.Interests,
        PersonSchema.Locations,
        PersonSchema.Memberships.Only("contactGroupMembership/contactGroupResourceName"),
        PersonSchema.Occupations,
        PersonSchema.Photos,
        PersonSchema.Relations.Only("person", "type"),
        PersonSchema.SipAddresses.Only("value", "type"),
        PersonSchema.Skills,
        PersonSchema.Urls.Only("value", "type"),
        PersonSchema.UserDefined);

    public static readonly ImmutableArray<string> Names =
    [
        "First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name", "Name Prefix", "Name Suffix",
        "Nickname", "File As", "Organization Name", "Organization Title", "Organization Department", "Birthday", "Notes", "Photo", "Labels",
        .. Numbered("E-mail", Emails, "Label", "Value"),
        .. Numbered("Phone", Phones, "Label", "Value"),
        .. Numbered(
            "Address", Addresses, "Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country", "Extended Address"),
        .. Numbered("Relation", Relations, "Label", "Value"),
        .. Numbered("Website", Websites, "Label", "Value"),
        .. Numbered("Event", Events, "Label", "Value"),
        .. Numbered("Custom Field", CustomFields, "Label", "Value"),
    ];

    /// <summary>Fills everything but the labels, and gives the fields without a column of their own, for more of them; they must be closed.</summary>
    public static OtherFields Fill(TableRow row)
    {
        AddNames(row);
        var organization = row.Contact.Organizations.Primary;
        row.Set(Organization, organization.Name);
        row.Set(Organization + 1, organization.Title);
        row.Set(Organization + 2, organization.Department);
        AddBirthday(row);
        AddNotes(row, Notes);
        AddPhotos(row);
        Emails.Fill<EmailAddress, GroupParts.Email>(row, row.Contact.EmailAddresses);
        Phones.Fill<PhoneNumber, GroupParts.Phone>(row, row.Contact.PhoneNumbers);
        Addresses.Fill<Address, GroupParts.Postal>(row, row.Contact.Addresses);
        Relations.Fill<Relation, GroupParts.Related>(row, row.Contact.Relations);
        Websites.Fill<PersonUrl, GroupParts.Website>(row, row.Contact.Urls);
        Events.Fill<PersonEvent, GroupParts.Event>(row, row.Contact.Events);
        return AddOthers(row);
    }

    /// <summary>The notes that the person wrote, one below the other.</summary>
    public static void AddNotes(TableRow row, int column)
    {
        var notes = row.Contact.Biographies;
        if (notes.Count == 1)
        {
            row.Set(column, notes[0].Value);
            return;
        }

        var start = row.Plain.Length;
        foreach (var note in notes)
        {
            row.Plain.Append(row.Plain.Length > start ? "\n\n"u8 : default);
            row.Append(note.Value);
        }

        row.SetFrom(column, start);
    }

    private static void AddNames(TableRow row)
    {
        var name = row.Contact.Names.Primary;
        var hasParts = NameParts.HasAny(name);
        row.Set(FirstName, hasParts ? name.GivenName : NameParts.Full(name));
        row.Set(1, name.MiddleName);
        row.Set(2, name.FamilyName);
        row.Set(3, name.PhoneticGivenName);
        row.Set(4, name.PhoneticMiddleName);
        row.Set(5, name.PhoneticFamilyName);
        row.Set(6, name.HonorificPrefix);
        row.Set(7, name.HonorificSuffix);
        row.Set(Nickname, row.Contact.Nicknames.Primary.Value);
        row.Set(FileAs, row.Contact.FileAses.Primary.Value);
    }

    // An importer reads a date here; what is less than a day, or only a text, is another field.
    private static void AddBirthday(TableRow row)
    {
        var date = row.Contact.Birthdays.Primary.Date;
        if (date.Month > 0 && date.Day > 0)
        {
            var start = row.Plain.Length;
            IsoDate.Append(row.Plain, date);
            row.SetFrom(Birthday, start);
        }
    }

    private static void AddPhotos(TableRow row)
    {
        var start = row.Plain.Length;
        foreach (var photo in row.Contact.Photos)
        {
            if (!photo.Default)
            {
                row.Plain.Append(row.Plain.Length > start ? NumberedGroups.Separator : default);
                row.Append(photo.Url);
            }
        }

        row.SetFrom(Photo, start);
    }

    private static OtherFields AddOthers(TableRow row)
    {
        var others = new OtherFields(row, CustomFields, Notes);
        others.AddUserDefined();
        others.AddNames();
        others.AddNicknames(except: row.Contact.Nicknames.IndexOfPrimary);
        others.AddFileAses(except: row.Contact.FileAses.IndexOfPrimary);
        others.AddOrganizations(shown: row.Contact.Organizations.IndexOfPrimary);
        others.AddBirthdays(shown: row.IsEmpty(Birthday) ? -1 : row.Contact.Birthdays.IndexOfPrimary);
        others.AddEmailNames();
        others.AddImClients();
        others.AddSipAddresses();
        others.AddGenders();
        others.AddValues("Occupation"u8, row.Contact.Occupations);
        others.AddValues("Skill"u8, row.Contact.Skills);
        others.AddValues("Interest"u8, row.Contact.Interests);
        others.AddLocations();
        others.AddExternalIds();
        others.AddCalendars();
        return others;
    }

    private static IEnumerable<string> Numbered(string name, NumberedGroups groups, params string[] parts) =>
        Enumerable.Range(1, groups.Count).SelectMany(number => parts.Select(part => $"{name} {number} - {part}"));
}
