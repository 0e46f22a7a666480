using System.Buffers;
using System.Text;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.Download.Formats;

/// <summary>RFC 4180 in UTF-8: CRLF, quotes only where needed, values exact.</summary>
internal sealed class CsvFormat : IContactFormat
{
    private static readonly byte[] Header = Encoding.UTF8.GetBytes(string.Join(',', ContactColumns.Names) + "\r\n");
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(",\"\r\n"u8);

    public string Name => "csv";

    public string ContentType => "text/csv; charset=utf-8";

    public string FileExtension => "csv";

    public IContactWriter CreateWriter(IBufferWriter<byte> output) => new Writer(output);

    private sealed class Writer(IBufferWriter<byte> output) : IContactWriter
    {
        private readonly ContactRow row = new();

        public void Begin(string userEmail) => output.Write(Header);

        public void Write(Contact contact, bool isFirst)
        {
            row.Take(contact);
            for (var column = ContactColumn.FullName; column <= ContactColumn.ResourceName; column++)
            {
                WriteField(row[column], isLast: column == ContactColumn.ResourceName);
            }
        }

        public void End(long total)
        {
            // A CSV file ends with its last record.
        }

        private void WriteField(ReadOnlySpan<byte> value, bool isLast)
        {
            var isQuoted = value.ContainsAny(NeedsQuotes);
            // Every byte may be a quote that is doubled; two quotes around and a line end behind.
            var room = output.GetSpan((isQuoted ? value.Length * 2 : value.Length) + 4);
            var length = isQuoted ? Quote(value, room) : Copy(value, room);
            room[length++] = isLast ? (byte)'\r' : (byte)',';
            if (isLast)
            {
                room[length++] = (byte)'\n';
            }

            output.Advance(length);
        }

        private static int Copy(ReadOnlySpan<byte> value, Span<byte> room)
        {
            value.CopyTo(room);
            return value.Length;
        }

        private static int Quote(ReadOnlySpan<byte> value, Span<byte> room)
        {
            var length = 0;
            room[length++] = (byte)'"';
            foreach (var b in value)
            {
                room[length++] = b;
                if (b == '"')
                {
                    room[length++] = (byte)'"';
                }
            }

            room[length++] = (byte)'"';
            return length;
        }
    }
}
