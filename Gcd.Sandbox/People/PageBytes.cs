using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.People;

/// <summary>A reply's text as Google writes it.</summary>
internal static class PageBytes
{
    // Google escapes little: text goes out as it is.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Pretty = new(Compact) { WriteIndented = true };

    /// <summary>A reply about people of an account, compressed or not.</summary>
    public static byte[] Of(JsonObject reply, PersonParameters parameters, SimulatedAccount account, bool isZipped)
    {
        var bytes = Of(reply, parameters.Mask, parameters.IsPretty);
        bytes = account.Spoil is { } spoil ? spoil(bytes) : bytes;
        return isZipped ? Zip(bytes) : bytes;
    }

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
