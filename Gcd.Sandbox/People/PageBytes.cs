using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gcd.Sandbox.People;

/// <summary>A reply's text as Google writes it.</summary>
internal static class PageBytes
{
    // Google escapes little: text goes out as it is.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Pretty = new(Compact) { WriteIndented = true };

    public static byte[] Of(JsonObject reply, FieldMask? mask, bool isPretty) =>
        JsonSerializer.SerializeToUtf8Bytes(mask is null ? reply : mask.Apply((JsonNode)reply), isPretty ? Pretty : Compact);

    public static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return zipped.ToArray();
    }
}
