using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gcd.Infrastructure.Http;

/// <summary>JSON replies: readable text stays readable, and nothing here is ever put into a page.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(HttpContext context, object value, JsonTypeInfo type, string mediaType = "application/json")
    {
        var body = new ArrayBufferWriter<byte>(512);
        await using (var writer = new Utf8JsonWriter(body, Relaxed))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        await ResponseBody.SendAsync(context, body.WrittenMemory, mediaType == Problems.MediaType ? mediaType : $"{mediaType}; charset=utf-8");
    }
}
