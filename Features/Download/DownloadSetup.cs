namespace Gcd.Features.Download;

internal static class DownloadSetup
{
    public static IServiceCollection AddDownload(this IServiceCollection services) =>
        services.AddSingleton<PageReader>().AddSingleton<DownloadService>();
}
