namespace Gcd.Infrastructure.Sync;

internal static class SyncSetup
{
    public static IServiceCollection AddSync(this IServiceCollection services) => services.AddSingleton<SyncStates>().AddSingleton<RecentChecks>();
}
