using System.Security.Cryptography;
using Gcd.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;

namespace Gcd.Infrastructure.Tokens;

/// <summary>A place of a test's own for one store, empty at first, gone afterwards.</summary>
internal interface IStoreForTests : IAsyncDisposable
{
    string Key { get; }

    /// <summary>The variables that choose this store.</summary>
    IReadOnlyDictionary<string, string?> Variables { get; }

    GcdSettings Settings(string? key = null, string? accepted = null)
    {
        var variables = new Dictionary<string, string?>(Variables) { ["GOOGLE_ENCRYPTION_KEY"] = key ?? Key, ["GOOGLE_ENCRYPTION_KEYS_ACCEPTED"] = accepted };
        return SettingsSetup.Read(new ConfigurationBuilder().AddInMemoryCollection(variables).Build(), isDevelopment: false);
    }

    StoreHandle Open(string? key = null, string? accepted = null) => TokenStores.Open(Settings(key, accepted));

    static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
