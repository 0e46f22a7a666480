using System.Net;
using System.Text;

namespace Gcd.Sandbox;

/// <summary>The frame of the simulated Google's pages, which say that they are a simulation.</summary>
internal static class SandboxPage
{
    /// <param name="status">The status of the reply.</param>
    /// <param name="title">Plain text.</param>
    /// <param name="body">HTML, in which every text is encoded.</param>
    public static IResult Of(int status, string title, string body) => Results.Content(
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)} - simulated Google</title>
        <link rel="icon" href="data:,"></head>
        <body><main>
        <p><strong>This is a simulation, not Google.</strong> The accounts are invented.</p>
        <h1>{Encode(title)}</h1>
        {body}
        </main></body>
        </html>
        """,
        "text/html; charset=utf-8",
        Encoding.UTF8,
        status);

    public static string Encode(string? text) => WebUtility.HtmlEncode(text) ?? string.Empty;
}
