using Gcd.Infrastructure.Exports;

namespace Gcd.Features.Download;

internal static class DownloadSetup
{
    public static IServiceCollection AddDownload(this IServiceCollection services) =>
        services
            .AddSingleton(new DownloadLimits(LongestStall: TimeSpan.FromSeconds(60)))
            .AddSingleton<DownloadPlaces>()
            .AddExports()
            .AddSingleton<DownloadService>()
            .AddDownloadCompression();
}
