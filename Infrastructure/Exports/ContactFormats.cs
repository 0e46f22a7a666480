namespace Gcd.Infrastructure.Exports;

internal static class ContactFormats
{
    public static readonly IReadOnlyList<IContactFormat> All = [new CsvFormat(), new JsonFormat()];

    public static IContactFormat Default => All[0];

    /// <summary>Finds a format by its name in any case; null when there is none.</summary>
    public static IContactFormat? Find(string name) =>
        All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
