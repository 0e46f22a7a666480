using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using Gcd.Infrastructure.Google.Contacts;

namespace Gcd.Features.Download.Formats;

/// <summary><c>{"user_email":…,"contacts":[{…},…],"total_contacts":N}</c>, every column a string.</summary>
internal sealed class JsonFormat : IContactFormat
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    // What JSON itself does not allow inside a string (RFC 8259, 7); all else goes out as it is.
    private static readonly SearchValues<byte> NeedsEscape = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    private static readonly byte[][] Keys =
        [.. ContactColumns.Names.Select((name, index) => Encoding.UTF8.GetBytes($"{(index == 0 ? "{" : ",")}\"{name}\":\""))];

    public string Name => "json";

    public string ContentType => "application/json; charset=utf-8";

    public string FileExtension => "json";

    public IContactWriter CreateWriter(IBufferWriter<byte> output) => new Writer(output);

    private sealed class Writer(IBufferWriter<byte> output) : IContactWriter
    {
        private readonly ContactRow row = new();

        public void Begin(string userEmail)
        {
            output.Write("{\"user_email\":\""u8);
            WriteText(Encoding.UTF8.GetBytes(userEmail));
            output.Write("\",\"contacts\":["u8);
        }

        public void Write(Contact contact, bool isFirst)
        {
            row.Take(contact);
            if (!isFirst)
            {
                output.Write(",\n"u8);
            }

            for (var column = ContactColumn.FullName; column <= ContactColumn.ResourceName; column++)
            {
                WriteMember(Keys[(int)column], row[column]);
            }

            output.Write("}"u8);
        }

        public void End(long total)
        {
            output.Write("],\"total_contacts\":"u8);
            var room = output.GetSpan(24);
            Utf8Formatter.TryFormat(total, room, out var length);
            room[length++] = (byte)'}';
            room[length++] = (byte)'\n';
            output.Advance(length);
        }

        private void WriteMember(byte[] key, ReadOnlySpan<byte> value)
        {
            if (value.ContainsAny(NeedsEscape))
            {
                output.Write(key);
                WriteText(value);
                output.Write("\""u8);
                return;
            }

            var room = output.GetSpan(key.Length + value.Length + 1);
            key.CopyTo(room);
            value.CopyTo(room[key.Length..]);
            room[key.Length + value.Length] = (byte)'"';
            output.Advance(key.Length + value.Length + 1);
        }

        private void WriteText(ReadOnlySpan<byte> value)
        {
            while (value.Length > 0)
            {
                // The longest escape of one byte is \u00XX.
                var room = output.GetSpan(Math.Min(value.Length, 4096) * 6);
                Encoder.EncodeUtf8(value, room, out var consumed, out var written);
                output.Advance(written);
                value = value[consumed..];
            }
        }
    }
}
