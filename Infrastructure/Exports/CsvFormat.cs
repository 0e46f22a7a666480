namespace Gcd.Infrastructure.Exports;

/// <summary>RFC 4180 in UTF-8 without a byte order mark; the header line is always there.</summary>
internal sealed class CsvFormat : IContactFormat
{
    public string Name => "csv";

    public string ContentType => "text/csv; charset=utf-8";

    public string FileExtension => "csv";

    public IContactWriter CreateWriter() => new CsvWriter();
}
