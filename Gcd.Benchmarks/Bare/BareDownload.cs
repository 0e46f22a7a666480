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
        var isJson = context.Request.Query["format"] == "json";
        context.Response.ContentType = isJson ? "application/json; charset=utf-8" : "text/csv; charset=utf-8";
        var row = new BareRow();
        using IBareFormat format = isJson ? new BareJson() : new BareCsv();
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

            next = BarePage.Write(page.AsSpan(0, length), row, format, output);
            ArrayPool<byte>.Shared.Return(page);
            await output.FlushAsync(context.RequestAborted);
        }
        while (next is not null);
        format.End(output);
        await output.FlushAsync(context.RequestAborted);
    }
}
