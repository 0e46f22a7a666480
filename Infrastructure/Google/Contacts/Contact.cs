using System.Runtime.InteropServices;

namespace Gcd.Infrastructure.Google.Contacts;

/// <summary>One person of a page, refilled for each: there is never a list of contacts, and no value is copied.</summary>
internal sealed class Contact
{
    private ReadOnlyMemory<byte> page;

    public JsonText ResourceName { get; set; }

    public List<NameEntry> Names { get; } = [];

    public List<ValueEntry> Nicknames { get; } = [];

    public List<ValueEntry> EmailAddresses { get; } = [];

    public List<PhoneEntry> PhoneNumbers { get; } = [];

    public List<OrganizationEntry> Organizations { get; } = [];

    public List<BirthdayEntry> Birthdays { get; } = [];

    public List<AddressEntry> Addresses { get; } = [];

    /// <summary>The index of the primary entry, else of the first, else -1.</summary>
    public static int Preferred<T>(List<T> entries)
        where T : struct, IEntry
    {
        var span = CollectionsMarshal.AsSpan(entries);
        for (var i = 0; i < span.Length; i++)
        {
            if (span[i].IsPrimary)
            {
                return i;
            }
        }

        return span.Length > 0 ? 0 : -1;
    }

    /// <summary>The bytes between the quotes, as they stand in the page.</summary>
    public ReadOnlySpan<byte> Raw(JsonText text) => page.Span.Slice(text.Start, text.Length);

    public void Clear(ReadOnlyMemory<byte> newPage)
    {
        page = newPage;
        ResourceName = default;
        Names.Clear();
        Nicknames.Clear();
        EmailAddresses.Clear();
        PhoneNumbers.Clear();
        Organizations.Clear();
        Birthdays.Clear();
        Addresses.Clear();
    }
}
