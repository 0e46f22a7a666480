using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens;

/// <summary>A store that TOKEN_STORE can name: how it is opened, and what others have to know about it.</summary>
internal abstract class StoreProvider
{
    /// <summary>The value of TOKEN_STORE.</summary>
    public abstract string Name { get; }

    /// <summary>Opens it, after everything that could speak against it was checked without changing a byte.</summary>
    /// <exception cref="StartupException">It cannot be opened with these settings; nothing was changed.</exception>
    public abstract OpenedStore Open(GcdSettings settings);

    /// <summary>The store with these settings, as messages name it.</summary>
    public abstract string Describe(TokenStoreSettings store);

    /// <summary>What the service needs to go on with this store.</summary>
    public abstract string SettingsFor(TokenStoreSettings store);
}
