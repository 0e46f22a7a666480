namespace Gcd.Features.Download.Formats;

/// <summary>Every format that /download knows.</summary>
internal static class ContactFormats
{
    public static readonly IContactFormat Default = new CsvFormat();

    public static readonly IReadOnlyList<IContactFormat> All = [Default, new JsonFormat()];

    public static IEnumerable<string> Names => All.Select(format => format.Name);

    public static IContactFormat? Find(string name) => All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
