using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gcd.Infrastructure.Http;
using RazorSlices;

namespace Gcd.Infrastructure.Pages;

/// <summary>Sends a page. It is rendered whole first, so that a fault in it is a 500 and not half a page.</summary>
internal static class PageReply
{
    // Readable text stays readable; what has a meaning in HTML is encoded all the same.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Sends the page; the status is the caller's.</summary>
    public static async Task SendAsync(HttpContext context, RazorSlice page)
    {
        using var html = new MemoryStream();
        using (page)
        {
            page.HttpContext = context;
            page.ServiceProvider = context.RequestServices;
            var writer = PipeWriter.Create(html, new StreamPipeWriterOptions(leaveOpen: true));
            await page.RenderAsync(writer, Encoder, context.RequestAborted);
            await writer.CompleteAsync();
        }

        await ResponseBody.SendAsync(context, html.GetBuffer().AsMemory(0, (int)html.Length), "text/html; charset=utf-8");
    }
}
