namespace Gcd.Infrastructure.Google;

internal static class GoogleSetup
{
    public static void AddGoogle(this WebApplicationBuilder builder) =>
        builder.Services
            .AddSingleton<SharedGoogleHttp>()
            .AddSingleton<CredentialsFile>()
            .AddSingleton<GoogleRetry>()
            .AddSingleton<GoogleOAuth>()
            .AddSingleton<GoogleSigningKeys>()
            .AddSingleton<IdTokenVerifier>()
            .AddSingleton<PeopleClient>();
}
