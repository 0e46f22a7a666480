using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

internal static class TokensSetup
{
    /// <summary>Opens the store, so that whatever speaks against it ends the start before anything listens.</summary>
    /// <exception cref="StartupException">The store cannot be opened with these settings.</exception>
    public static void AddTokens(this WebApplicationBuilder builder, GcdSettings settings)
    {
        var opened = TokenStores.Open(settings);
        // By factory, so that the container closes them at the end.
        builder.Services
            .AddSingleton(_ => opened.Store)
            .AddSingleton(_ => opened.Keys.Ring)
            .AddSingleton(_ => opened.Keys.Hasher)
            .AddSingleton(opened)
            .AddSingleton(opened.Rows)
            .AddSingleton(opened.SyncStates)
            .AddSingleton(opened.Locks)
            .AddSingleton<ExchangesInFlight>()
            .AddSingleton<GrantSealer>()
            .AddSingleton<AccessTokens>()
            .AddSingleton<FailedTokens>()
            .AddSingleton<GoogleAccessTokens>()
            .AddSingleton<TokenFinder>()
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
