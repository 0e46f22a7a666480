namespace Gcd.Infrastructure.Exports;

internal static class ExportsSetup
{
    public static IServiceCollection AddExports(this IServiceCollection services) => services.AddSingleton<ContactExports>();
}
