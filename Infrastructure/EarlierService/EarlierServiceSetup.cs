using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.EarlierService;

internal static class EarlierServiceSetup
{
    /// <summary>Takes over what the earlier service left in the database, before anything listens.</summary>
    /// <exception cref="StartupException">EARLIER_ENCRYPTION_KEY opens nothing of a database of the earlier service.</exception>
    public static void AddEarlierService(this WebApplicationBuilder builder, GcdSettings settings)
    {
        if (settings.Store.Kind != TokenStoreKind.Sqlite)
        {
            return;
        }

        if (settings.Encryption.EarlierKey is { } key)
        {
            InPlaceTakeover.CheckAsync(settings, key, CancellationToken.None).GetAwaiter().GetResult();
        }

        // Before the other hosted services, which find everybody there.
        builder.Services.AddHostedService<InPlaceTakeover>();
    }
}
