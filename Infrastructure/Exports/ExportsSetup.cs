using Gcd.Infrastructure.Memory;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Exports;

internal static class ExportsSetup
{
    public static IServiceCollection AddExports(this IServiceCollection services) =>
        services
            .AddSingleton(provider => new DownloadMemory(provider.GetRequiredService<GcdSettings>().DownloadMemory, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<Labels>()
            .AddSingleton<ContactExports>();
}
