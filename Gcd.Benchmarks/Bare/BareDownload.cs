using System.Buffers;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Gcd.Benchmarks.Bare;

/// <summary>A page from Google, through the reader, straight into Kestrel's pipe; then the next.</summary>
internal static class BareDownload
{
    public static async Task SendAsync(HttpContext context, HttpClient google, string connections)
    {
        var token = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        using IBareFormat format = context.Request.Query["format"].ToString() switch
        {
            "vcard" => new BareVCard(),
            "json" => new BareJson(),
            _ => new BareCsv(),
        };
        context.Response.ContentType = format.MediaType;
        var output = context.Response.BodyWriter;
        format.Begin(output);
        string? next = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next is null ? connections : $"{connections}&pageToken={Uri.EscapeDataString(next)}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var reply = await google.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            reply.EnsureSuccessStatusCode();
            var length = (int)reply.Content.Headers.ContentLength!.Value;
            var page = ArrayPool<byte>.Shared.Rent(length);
            await using (var body = await reply.Content.ReadAsStreamAsync(context.RequestAborted))
            {
                await body.ReadExactlyAsync(page.AsMemory(0, length), context.RequestAborted);
            }

            next = BarePage.Write(page.AsSpan(0, length), format, output);
            ArrayPool<byte>.Shared.Return(page);
            await output.FlushAsync(context.RequestAborted);
        }
        while (next is not null);
        format.End(output);
        await output.FlushAsync(context.RequestAborted);
    }
}
