using System.Buffers;
using System.Text.Json;

namespace Gcd.Benchmarks.Bare;

/// <summary>The loop over one page. It handles what the benchmark's contacts have, in the plainest way.</summary>
internal static class BarePage
{
    /// <returns>The next page's token.</returns>
    public static string? Write(Span<byte> page, IBareFormat format, IBufferWriter<byte> output)
    {
        string? next = null;
        var reader = new Utf8JsonReader(page);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("connections"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    format.Write(ref reader, page, output);
                }
            }
            else if (reader.ValueTextEquals("nextPageToken"u8))
            {
                reader.Read();
                next = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return next;
    }
}
