using Gcd.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;

namespace Gcd.Tests.Fixtures;

/// <summary>The names of Gcd's settings.</summary>
internal static class SettingNames
{
    /// <summary>Every variable that is looked for at start, with each store.</summary>
    public static HashSet<string> ReadByTheCode()
    {
        var looks = new Looks();
        foreach (var store in new[] { "litedb", "sqlite", "postgres" })
        {
            var configuration = new ConfigurationBuilder().Add(looks).AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["TOKEN_STORE"] = store,
                ["POSTGRES_CONNECTION"] = "Host=db.example.com",
                ["GOOGLE_ENCRYPTION_KEY"] = "a-passphrase-of-ours-9f2c",
            }).Build();
            SettingsSetup.Read(configuration, isDevelopment: false);
        }

        // The in-memory values are found before the watcher is asked.
        return [.. looks.Names, "TOKEN_STORE", "POSTGRES_CONNECTION", "GOOGLE_ENCRYPTION_KEY"];
    }

    /// <summary>A source of configuration that has nothing and remembers what it was asked for.</summary>
    private sealed class Looks : ConfigurationProvider, IConfigurationSource
    {
        public HashSet<string> Names { get; } = [];

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Names.Add(key);
            value = null;
            return false;
        }
    }
}
