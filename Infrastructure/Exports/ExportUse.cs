namespace Gcd.Infrastructure.Exports;

/// <summary>What people want a file for, and the formats that serve it; pages and docs list them so.</summary>
/// <param name="Title">For a heading.</param>
/// <param name="Formats">The first is what most people take.</param>
internal sealed record ExportUse(string Title, IReadOnlyList<ExportFormat> Formats)
{
    public static readonly IReadOnlyList<ExportUse> All =
    [
        Of("For your phone, mail program or calendar", "vcard", "vcard4", "outlook-csv", "birthdays"),
        Of("For a spreadsheet", "xlsx", "excel-csv", "csv"),
        Of("For another service or your own program", "google-csv", "json", "jscontact"),
        Of("For a desk phone", "yealink", "fanvil", "snom", "grandstream", "cisco", "fritzbox"),
        Of("As a complete backup", "people"),
    ];

    private static ExportUse Of(string title, params IEnumerable<string> formats) => new(title, [.. formats.Select(ExportFormats.Find).OfType<ExportFormat>()]);
}
