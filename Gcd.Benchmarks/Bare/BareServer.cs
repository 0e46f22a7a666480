using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gcd.Benchmarks.Bare;

/// <summary>What Gcd is measured against: Kestrel, the loop over the pages and a small JSON, with no token, no check and no retry.</summary>
internal static class BareServer
{
    public static async Task RunAsync(string port, string connections)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        await using var app = builder.Build();
        using var google = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        app.MapGet("/download", (HttpContext context) => BareDownload.SendAsync(context, google, connections));
        app.MapGet("/me", WriteMe);
        await app.RunAsync();
    }

    private static Task WriteMe(HttpContext context)
    {
        var now = DateTimeOffset.UtcNow;
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        context.Response.ContentType = "application/json; charset=utf-8";
        writer.WriteStartObject();
        writer.WriteString("user_email"u8, "stored-1@example.com");
        writer.WriteBoolean("authenticated"u8, true);
        writer.WriteString("token_file"u8, "token_00000000.pickle");
        writer.WriteStartObject("token"u8);
        writer.WriteString("created_at"u8, now);
        writer.WriteString("expires_at"u8, now);
        writer.WriteString("last_used_at"u8, now);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return Task.CompletedTask;
    }
}
