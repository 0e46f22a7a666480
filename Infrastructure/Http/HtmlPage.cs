using System.Text;
using System.Text.Encodings.Web;

namespace Gcd.Infrastructure.Http;

/// <summary>A plain page of headings, paragraphs and links. Every value is encoded; there is no script and no style.</summary>
internal sealed class HtmlPage(string title)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Default;
    private readonly StringBuilder body = new($"<h1>{Encoder.Encode(title)}</h1>\n");

    public HtmlPage Heading(string text) => Add("h2", text);

    public HtmlPage Paragraph(string text) => Add("p", text);

    /// <summary>Text to copy, such as a command; line breaks are kept.</summary>
    public HtmlPage Preformatted(string text) => Add("pre", text);

    public HtmlPage Term(string name, string text) => Raw($"<p><strong>{Encoder.Encode(name)}:</strong> {Encoder.Encode(text)}</p>\n");

    public HtmlPage Link(string address, string text) => Raw($"<p><a href=\"{Encoder.Encode(address)}\">{Encoder.Encode(text)}</a></p>\n");

    /// <summary>Sends the page; the status is the caller's.</summary>
    public static Task WriteAsync(HttpContext context, HtmlPage page) =>
        Bodies.SendAsync(context, Encoding.UTF8.GetBytes(page.ToString()), "text/html; charset=utf-8");

    public override string ToString() =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encoder.Encode(title)} - Gcd</title>
        </head>
        <body>
        <main>
        {body}</main>
        </body>
        </html>

        """;

    private HtmlPage Add(string element, string text) => Raw($"<{element}>{Encoder.Encode(text)}</{element}>\n");

    private HtmlPage Raw(string html)
    {
        body.Append(html);
        return this;
    }
}
