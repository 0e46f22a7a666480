namespace Gcd.Infrastructure.Http;

internal static class Forms
{
    /// <summary>The form in the body; null when there is none, or it cannot be read.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return await request.ReadFormAsync(ct);
        }
        // NotSupportedException: charset=utf-7, which .NET refuses.
        catch (Exception bad) when (bad is InvalidDataException or NotSupportedException)
        {
            return null;
        }
    }
}
