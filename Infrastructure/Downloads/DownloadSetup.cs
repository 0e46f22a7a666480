using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Memory;
using Gcd.Infrastructure.Sync;

namespace Gcd.Infrastructure.Downloads;

internal static class DownloadSetup
{
    public static IServiceCollection AddDownload(this IServiceCollection services) =>
        services
            .AddSingleton(new DownloadLimits(LongestStall: TimeSpan.FromSeconds(60), LongestWait: TimeSpan.FromSeconds(15), LongestTurn: TimeSpan.FromSeconds(60)))
            .AddSingleton<DownloadSlots>()
            .AddSingleton<DownloadPages>()
            .AddExports()
            .AddSync()
            .AddSingleton<DownloadRevalidation>()
            .AddSingleton<DownloadService>()
            .AddSingleton<DownloadResponder>()
            .AddSingleton(new ExpectedException(typeof(DownloadMemoryException), _ => DownloadProblems.OutOfMemory))
            .AddDownloadCompression();
}
