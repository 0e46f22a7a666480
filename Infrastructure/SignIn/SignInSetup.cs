using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace Gcd.Infrastructure.SignIn;

internal static class SignInSetup
{
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddSingleton<FlowStates>()
            .AddSingleton<BrowserCookie>()
            .AddSingleton<Sessions>()
            .AddSingleton<EarlierAddresses>()
            .AddSingleton<SignIns>();
        builder.Services.AddOptions<RateLimiterOptions>().Configure<GcdSettings, LimitWindow>(SignInLimit.Configure);
    }
}
