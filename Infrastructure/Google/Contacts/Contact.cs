using Gcd.Infrastructure.Google.Contacts.Entries;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>
/// One person, as ranges into the page's UTF-8 bytes. There is one record for a whole export, cleared and refilled, so that a contact costs
/// no allocation and is gone with its page. The entries of all lists lie one after the other in one array, a slot for each member.
/// </summary>
internal sealed class Contact
{
    public const int MaxBytes = 1024 * 1024;

    // Kept from page to page; only a contact of very many entries takes more.
    private const int SlotsKept = 16 * 1024;

    private static readonly int WidestEntry = PersonSchema.All.Max(field => field.Width);

    private readonly (int Start, int Count)[] lists = new (int, int)[PersonSchema.All.Count];
    private TextRange[] slots = new TextRange[256];
    private int used;
    private byte[] page = [];
    private int pageStart;

    public TextRange ResourceName { get; set; }

    /// <summary>It changes whenever anything of the person does; known where changes are told.</summary>
    public TextRange Etag { get; set; }

    /// <summary>The resource name that was asked for, where contacts are asked for by name.</summary>
    public TextRange RequestedName { get; set; }

    /// <summary>Whether the person has deleted it, or it is not there; known where changes are told, or contacts are asked for by name.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>A JSON array of the resource names that it had before people were merged; known where changes are told.</summary>
    public TextRange PreviousResourceNames { get; set; }

    public PreviousNames PreviousNames => new(PreviousResourceNames.IsEmpty ? "[]"u8 : Raw(PreviousResourceNames), Raw(ResourceName));

    /// <summary>The whole object, as it stands in the page.</summary>
    public TextRange Whole { get; set; }

    public EntryList<PersonName> Names => List<PersonName>(PersonSchema.Names);

    public EntryList<Nickname> Nicknames => List<Nickname>(PersonSchema.Nicknames);

    public EntryList<EmailAddress> EmailAddresses => List<EmailAddress>(PersonSchema.EmailAddresses);

    public EntryList<PhoneNumber> PhoneNumbers => List<PhoneNumber>(PersonSchema.PhoneNumbers);

    public EntryList<Organization> Organizations => List<Organization>(PersonSchema.Organizations);

    public EntryList<Birthday> Birthdays => List<Birthday>(PersonSchema.Birthdays);

    public EntryList<Address> Addresses => List<Address>(PersonSchema.Addresses);

    public EntryList<Biography> Biographies => List<Biography>(PersonSchema.Biographies);

    public EntryList<CalendarUrl> CalendarUrls => List<CalendarUrl>(PersonSchema.CalendarUrls);

    public EntryList<PersonEvent> Events => List<PersonEvent>(PersonSchema.Events);

    public EntryList<ExternalId> ExternalIds => List<ExternalId>(PersonSchema.ExternalIds);

    public EntryList<ValueEntry> FileAses => List<ValueEntry>(PersonSchema.FileAses);

    public EntryList<Gender> Genders => List<Gender>(PersonSchema.Genders);

    public EntryList<ImClient> ImClients => List<ImClient>(PersonSchema.ImClients);

    public EntryList<ValueEntry> Interests => List<ValueEntry>(PersonSchema.Interests);

    public EntryList<PersonLocation> Locations => List<PersonLocation>(PersonSchema.Locations);

    public EntryList<Membership> Memberships => List<Membership>(PersonSchema.Memberships);

    public EntryList<ValueEntry> Occupations => List<ValueEntry>(PersonSchema.Occupations);

    public EntryList<Photo> Photos => List<Photo>(PersonSchema.Photos);

    public EntryList<Relation> Relations => List<Relation>(PersonSchema.Relations);

    public EntryList<SipAddress> SipAddresses => List<SipAddress>(PersonSchema.SipAddresses);

    public EntryList<ValueEntry> Skills => List<ValueEntry>(PersonSchema.Skills);

    public EntryList<PersonUrl> Urls => List<PersonUrl>(PersonSchema.Urls);

    public EntryList<UserDefined> UserDefined => List<UserDefined>(PersonSchema.UserDefined);

    public EntryList<PersonSource> Sources => List<PersonSource>(PersonSchema.Sources);

    /// <summary>The entries of a list, by the type that names their slots.</summary>
    public EntryList<T> List<T>(PersonField field)
        where T : struct, IPersonEntry<T>, allows ref struct
    {
        var (start, count) = lists[field.Index];
        return new EntryList<T>(slots.AsSpan(start, count * field.Width), field.Width, count);
    }

    /// <summary>The bytes of a value as they stand in the page: valid UTF-8, with JSON's escapes.</summary>
    public ReadOnlySpan<byte> Raw(TextRange text) => page.AsSpan(pageStart + text.Start, text.Length);

    public void Clear(ArraySegment<byte> page = default)
    {
        (this.page, pageStart) = (page.Array ?? [], page.Offset);
        (ResourceName, Etag, RequestedName, Whole, IsDeleted, PreviousResourceNames) = (default, default, default, default, false, default);
        Array.Clear(lists);
        if (slots.Length > SlotsKept)
        {
            slots = new TextRange[SlotsKept];
        }

        // The entry that a fault was found in is not counted, and may have been begun.
        slots.AsSpan(0, Math.Min(used + WidestEntry, slots.Length)).Clear();
        used = 0;
    }

    /// <summary>A list that comes twice begins again.</summary>
    public void BeginList(int index) => lists[index] = (used, 0);

    /// <summary>Empty slots for one more entry, which counts once it is kept; it must leave them empty otherwise.</summary>
    public Span<TextRange> NewEntry(int width)
    {
        if (slots.Length - used < width)
        {
            Array.Resize(ref slots, slots.Length * 2);
        }

        return slots.AsSpan(used, width);
    }

    public void KeepEntry(int index, int width)
    {
        used += width;
        lists[index].Count++;
    }
}
