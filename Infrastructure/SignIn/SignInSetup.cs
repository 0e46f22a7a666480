namespace Gcd.Infrastructure.SignIn;

internal static class SignInSetup
{
    public static void AddSignIn(this WebApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<FlowStates>()
            .AddSingleton<BrowserCookie>()
            .AddSingleton<Sessions>()
            .AddSingleton<EarlierAddresses>()
            .AddSingleton<SignInLimit>()
            .AddSingleton<SignIns>();
}
