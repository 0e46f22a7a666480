namespace Gcd.Infrastructure.Http.Limits;

internal static class LimitsSetup
{
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton(new LimitWindow(TimeSpan.FromMinutes(1)));
        services.AddRateLimiter(_ => { });
    }
}
