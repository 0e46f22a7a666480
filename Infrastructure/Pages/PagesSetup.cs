namespace Gcd.Infrastructure.Pages;

internal static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PageAssets>();
}
