using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Google;

internal static class GoogleSetup
{
    public static void AddGoogle(this WebApplicationBuilder builder) =>
        builder.Services
            // Compression pays on a network; on loopback it only costs both sides time.
            .AddSingleton(services => new SharedGoogleHttp(isCompressed: !services.GetRequiredService<GcdSettings>().Google.People.IsLoopback, services.GetRequiredService<TimeProvider>()))
            .AddSingleton<CredentialsFile>()
            .AddSingleton<GoogleMetrics>()
            .AddSingleton(new GoogleBackOff(firstWait: TimeSpan.FromMilliseconds(500), quotaWait: TimeSpan.FromSeconds(30)))
            .AddSingleton(services => new GoogleRetry(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<GoogleMetrics>(), services.GetRequiredService<GoogleBackOff>()))
            .AddSingleton<GoogleOAuth>()
            .AddSingleton<GoogleSigningKeys>()
            .AddSingleton<IdTokenVerifier>()
            .AddSingleton<UserInfoClient>()
            .AddSingleton<SubjectFinder>()
            .AddSingleton<PeopleClient>();
}
