namespace Gcd.Infrastructure.Downloads;

/// <summary>Marks a route that answers with a download; nothing else is compressed.</summary>
internal sealed class DownloadRoute
{
    public static readonly DownloadRoute Metadata = new();

    private DownloadRoute()
    {
    }
}
