using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Pages;

internal static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<PageAssets>()
            .AddSingleton<SendProblemPage>((context, problem) => PageReply.SendAsync(context, ProblemPage.Create(problem)));
}
