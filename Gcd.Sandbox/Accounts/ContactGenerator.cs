using System.Globalization;
using System.Text.Json.Nodes;

namespace Gcd.Sandbox.Accounts;

/// <summary>Ordinary contacts, varied as real address books are. The same seed and index give the same contact.</summary>
internal static class ContactGenerator
{
    private static readonly string[] Given = ["Ada", "Grace", "Jürgen", "Chloé", "Søren", "Łukasz", "María", "伟", "Олена", "Yuki", "Zoë", "Nnamdi"];
    private static readonly string[] Family = ["Lovelace", "Hopper", "Müller", "D'Arcy", "O'Neil", "Kowalski", "García", "李", "Шевченко", "Tanaka", "van der Berg", "Okafor"];
    private static readonly string[] Towns = ["Berlin", "Firenze", "São Paulo", "Kraków", "Portland", "Nairobi", "大阪"];

    /// <summary>The labels that some of the contacts are in.</summary>
    public static IReadOnlyList<AccountGroup> Groups { get; } =
        [AccountGroup.Own("fa57", "Family"), AccountGroup.Own("c011", "Colleagues"), AccountGroup.Own("c1b", "Chess club, Berlin ♟️")];

    public static JsonObject Create(int seed, int index, string? canary)
    {
        // Not Random: its sequence for a seed may change with the framework.
        var mix = (uint)HashCode(seed, index);
        var given = Given[mix % (uint)Given.Length];
        var family = Family[mix / 16 % (uint)Family.Length];
        var contact = new ContactBuilder(ContactId.Of(FirstNumber(seed) + (uint)index))
            .Name($"{given} {family}{(canary is null ? null : " " + canary)}", given, family)
            .Email(string.Create(CultureInfo.InvariantCulture, $"person{index}@example.com"), "home")
            .Phone(string.Create(CultureInfo.InvariantCulture, $"+1 555 {index / 10000 % 1000:000} {index % 10000:0000}"), "mobile");
        if (mix % 3 == 0)
        {
            contact.Email(string.Create(CultureInfo.InvariantCulture, $"p{index}@work.example"), "work", isPrimary: mix % 2 == 0)
                .Phone(string.Create(CultureInfo.InvariantCulture, $"+49 30 {mix % 1000000}"), "work");
        }

        if (mix % 4 == 0)
        {
            contact.Organization($"{family} & Sons, Ltd.", "Engineer");
        }

        if (mix % 5 == 0)
        {
            contact.Birthday(mix % 2 == 0 ? 0 : 1950 + (int)(mix % 60), 1 + (int)(mix % 12), 1 + (int)(mix % 28));
        }

        if (mix % 3 == 1)
        {
            contact.Address("home", $"{mix % 200} Main Street", Towns[mix % (uint)Towns.Length], "Region", string.Create(CultureInfo.InvariantCulture, $"{mix % 99999:00000}"), "Country");
        }

        AddWhatTablesDoNotShow(contact, mix);
        return contact.Build();
    }

    /// <returns>The index of the contact with this name; null when it cannot have been made from this seed.</returns>
    public static int? IndexOf(int seed, string resourceName) =>
        ContactId.NumberOf(resourceName) - FirstNumber(seed) is { } index && index <= int.MaxValue ? (int)index : null;

    private static ulong FirstNumber(int seed) => (ulong)(uint)seed << 32;

    private static void AddWhatTablesDoNotShow(ContactBuilder contact, uint mix)
    {
        contact.Group("myContacts");
        var label = mix / 32 % 12;
        if (label < Groups.Count)
        {
            contact.Group(Groups[(int)label].Id);
        }

        if (mix % 13 == 0)
        {
            contact.Group("starred");
        }

        if (mix % 6 == 1)
        {
            contact.Note($"Met in {Towns[mix / 8 % (uint)Towns.Length]}.\nLikes tea, and long walks.");
        }

        if (mix % 9 == 2)
        {
            contact.Url(string.Create(CultureInfo.InvariantCulture, $"https://example.com/{mix % 1000}"), "homePage");
        }

        if (mix % 10 == 3)
        {
            contact.Event("anniversary", 1980 + (int)(mix / 64 % 40), 1 + (int)(mix / 16 % 12), 1 + (int)(mix / 4 % 28));
        }
    }

    private static int HashCode(int seed, int index)
    {
        unchecked
        {
            var x = ((uint)seed * 2654435761u) ^ ((uint)index * 2246822519u);
            x ^= x >> 15;
            x *= 2246822519u;
            x ^= x >> 13;
            return (int)(x & 0x7fffffff);
        }
    }
}
