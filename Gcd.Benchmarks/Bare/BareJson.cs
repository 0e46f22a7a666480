using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

/// <summary>The same values through Utf8JsonWriter, as anybody would write them; equal to Gcd's as JSON, not as bytes.</summary>
internal sealed class BareJson : BareTable
{
    private static readonly JsonEncodedText[] Names =
    [
        .. "Full Name,Given Name,Family Name,Nickname,Primary Email,Other Emails,Mobile Phone,Work Phone,Home Phone,Other Phones,Organization,Job Title,Birthday,Street Address,City,Region,Postal Code,Country,Resource Name"
            .Split(',').Select(name => JsonEncodedText.Encode(name)),
    ];

    private Utf8JsonWriter? writer;

    public override string MediaType => "application/json; charset=utf-8";

    public override void Begin(IBufferWriter<byte> output)
    {
        writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteStartArray("contacts"u8);
    }

    public override void End(IBufferWriter<byte> output)
    {
        writer!.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
    }

    public override void Dispose()
    {
        writer?.Dispose();
        base.Dispose();
    }

    protected override void Write(ReadOnlySpan<byte> page, BareRow row, IBufferWriter<byte> output)
    {
        writer!.WriteStartObject();
        for (var column = 0; column < row.Columns.Length; column++)
        {
            switch (column)
            {
                case BareRow.Birthday:
                    writer.WriteString(Names[column], row.Date.AsSpan(0, row.DateLength));
                    break;
                case BareRow.OtherEmails:
                    writer.WriteString(Names[column], Join(page, row.Emails));
                    break;
                case BareRow.OtherPhones:
                    writer.WriteString(Names[column], Join(page, row.Phones));
                    break;
                default:
                    writer.WriteString(Names[column], page[row.Columns[column]]);
                    break;
            }
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    private static string Join(ReadOnlySpan<byte> page, List<Range> values)
    {
        var text = string.Empty;
        foreach (var value in values)
        {
            text += (text.Length > 0 ? "; " : null) + Encoding.UTF8.GetString(page[value]);
        }

        return text;
    }
}
