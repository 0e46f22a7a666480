using Gcd.Infrastructure.Exports.Calendars;
using Gcd.Infrastructure.Exports.Cards;
using Gcd.Infrastructure.Exports.PhoneBooks;
using Gcd.Infrastructure.Exports.Raw;
using Gcd.Infrastructure.Exports.Tables;

namespace Gcd.Infrastructure.Exports;

/// <summary>Every format that Gcd writes.</summary>
internal static class ExportFormats
{
    public static readonly IReadOnlyList<ExportFormat> All =
    [
        new CsvFormat(),
        new JsonFormat(),
        new VCardFormat(),
        new VCard4Format(),
        new JsContactFormat(),
        new GoogleCsvFormat(),
        new OutlookCsvFormat(),
        new ExcelCsvFormat(),
        new XlsxFormat(),
        new PeopleFormat(),
        new BirthdaysFormat(),
        new DirectoryFormat("yealink", "Yealink"),
        new DirectoryFormat("fanvil", "Fanvil"),
        new SnomFormat(),
        new GrandstreamFormat(),
        new CiscoFormat(),
        new FritzBoxFormat(),
    ];

    public static ExportFormat Default => All[0];

    /// <summary>Finds a format by its name or one of its aliases, in any case; null if there is none.</summary>
    public static ExportFormat? Find(string nameOrAlias) =>
        All.FirstOrDefault(format => format.Aliases.Prepend(format.Name).Contains(nameOrAlias, StringComparer.OrdinalIgnoreCase));
}
