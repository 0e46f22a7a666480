using System.Collections.Immutable;

namespace Gcd.Infrastructure.Exports.Tables;

/// <summary>The columns of a workbook, for people: the wide columns in an order and by names that read well.</summary>
internal static class XlsxColumns
{
    public const int FullName = WideColumns.Count;
    public const int ResourceName = FullName + 1;

    /// <summary>How many cells a row is filled from.</summary>
    public const int Cells = ResourceName + 1;

    private const int Narrow = 10;
    private const int Ordinary = 18;
    private const int Wide = 30;

    /// <summary>The header, the cell that it shows and the width in characters, in the order of the sheet.</summary>
    public static readonly ImmutableArray<(string Name, int Cell, int Width)> All =
    [
        ("Full Name", FullName, Wide), ("First Name", 0, Ordinary), ("Middle Name", 1, Ordinary), ("Last Name", 2, Ordinary),
        ("Name Prefix", 6, Narrow), ("Name Suffix", 7, Narrow), ("Nickname", WideColumns.Nickname, Ordinary),
        ("Organization", WideColumns.Organization, Wide), ("Job Title", WideColumns.Organization + 1, Ordinary),
        ("Department", WideColumns.Organization + 2, Ordinary),
        .. Pairs("Email", WideColumns.Emails, Wide), .. Pairs("Phone", WideColumns.Phones, Ordinary), .. Addresses(),
        ("Birthday", WideColumns.Birthday, Ordinary), .. Pairs("Event", WideColumns.Events, Ordinary),
        .. Pairs("Relation", WideColumns.Relations, Ordinary), .. Pairs("Website", WideColumns.Websites, Wide),
        ("Labels", WideColumns.Labels, Wide), ("Notes", WideColumns.Notes, Wide), .. Pairs("Custom Field", WideColumns.CustomFields, Ordinary, "Name"),
        ("File As", WideColumns.FileAs, Ordinary), ("Phonetic First Name", 3, Ordinary), ("Phonetic Middle Name", 4, Ordinary),
        ("Phonetic Last Name", 5, Ordinary), ("Photo", WideColumns.Photo, Ordinary), ("Resource Name", ResourceName, Ordinary),
    ];

    private static IEnumerable<(string Name, int Cell, int Width)> Pairs(string name, NumberedGroups groups, int width, string label = "Type") =>
        Enumerable.Range(0, groups.Count).SelectMany<int, (string, int, int)>(i =>
        [
            ($"{name} {i + 1}", groups.First + i * groups.Width + 1, width), ($"{name} {i + 1} {label}", groups.First + i * groups.Width, Narrow),
        ]);

    private static IEnumerable<(string Name, int Cell, int Width)> Addresses() =>
        Enumerable.Range(0, WideColumns.Addresses.Count).SelectMany<int, (string, int, int)>(i =>
        {
            var (name, cell) = ($"Address {i + 1}", WideColumns.Addresses.First + i * WideColumns.Addresses.Width);
            return
            [
                (name, cell + 1, Wide), ($"{name} Type", cell, Narrow), ($"{name} Street", cell + 2, Ordinary), ($"{name} Extended", cell + 8, Ordinary),
                ($"{name} PO Box", cell + 4, Narrow), ($"{name} Postal Code", cell + 6, Narrow), ($"{name} City", cell + 3, Ordinary),
                ($"{name} Region", cell + 5, Narrow), ($"{name} Country", cell + 7, Ordinary),
            ];
        });
}
