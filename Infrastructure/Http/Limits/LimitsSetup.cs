namespace Gcd.Infrastructure.Http.Limits;

internal static class LimitsSetup
{
    public static void AddLimits(this IServiceCollection services)
    {
        services.AddSingleton(provider => new LimitWindow(TimeSpan.FromMinutes(1), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RequestGate>();
    }
}
