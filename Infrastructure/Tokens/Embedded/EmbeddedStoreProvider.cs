using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Tokens.Embedded;

/// <summary>A store in one file, which one process has open: its commands go through that process.</summary>
internal abstract class EmbeddedStoreProvider : StoreProvider
{
    public abstract DatabaseFileKind FileKind { get; }

    /// <summary>The files that the store keeps beside its database.</summary>
    public abstract IReadOnlyList<string> LogsOf(string path);

    /// <summary>Brings the logs of a database that is not open into it.</summary>
    public abstract void BringLogIn(string path);

    public override string Describe(TokenStoreSettings store) => $"'{store.DatabasePath}'";

    public override string SettingsFor(TokenStoreSettings store) => $"TOKEN_STORE={Name} and GOOGLE_DATABASE={store.DatabasePath}";
}
