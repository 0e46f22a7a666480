using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens.LiteDb;

namespace Gcd.Infrastructure.Tokens;

internal static class TokensSetup
{
    /// <summary>Opens the store, so that whatever speaks against it ends the start before anything listens.</summary>
    /// <exception cref="StartupException">The store cannot be opened with these settings.</exception>
    public static void AddTokens(this WebApplicationBuilder builder, GcdSettings settings)
    {
        var (store, keys) = LiteDbStoreOpener.Open(settings);
        // By factory, so that the container closes them at the end.
        builder.Services
            .AddSingleton<ITokenStore>(_ => store)
            .AddSingleton(_ => keys.Ring)
            .AddSingleton(_ => keys.Hasher)
            .AddSingleton<UserLocks>()
            .AddSingleton<ExchangesInFlight>()
            .AddSingleton<GrantSealer>()
            .AddSingleton<AccessTokens>()
            .AddSingleton<SignIns>()
            .AddSingleton<Grants>()
            .AddSingleton<Revocation>()
            .AddHostedService<ExpiryPurge>()
            .AddTransient<BearerHandler>()
            .AddWebEncoders()
            .AddAuthorization()
            // The core alone: AddAuthentication would bring data protection, which keeps keys of its own on disk.
            .AddAuthenticationCore(options =>
            {
                options.DefaultScheme = BearerHandler.SchemeName;
                options.AddScheme<BearerHandler>(BearerHandler.SchemeName, displayName: null);
            });
    }
}
