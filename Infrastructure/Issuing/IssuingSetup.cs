namespace Gcd.Infrastructure.Issuing;

internal static class IssuingSetup
{
    public static IServiceCollection AddIssuing(this IServiceCollection services) =>
        services.AddSingleton<TokenIssuer>().AddSingleton<TokenEnding>().AddSingleton<LinkAddresses>();
}
