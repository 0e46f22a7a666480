namespace Gcd.Infrastructure.OpenApi;

/// <summary>What a page looks like in the document.</summary>
internal static class PageExample
{
    public static string Of(string heading) =>
        $"<!doctype html>\n<html lang=\"en\"><head><title>{heading} - Gcd</title></head><body><main><h1>{heading}</h1>…</main></body></html>";
}
