using System.Globalization;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Infrastructure.Tokens.LiteDb;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gcd.Benchmarks.Load;

/// <summary>Fills the store of a Gcd that does not run yet.</summary>
internal static class StoredTokens
{
    private const int TokensOfAUser = 4;

    /// <returns>The tokens; all were used a moment ago, so that asking with them writes nothing.</returns>
    public static IReadOnlyList<string> Fill(IReadOnlyDictionary<string, string?> variables, int count)
    {
        var settings = SettingsSetup.Read(new ConfigurationBuilder().AddInMemoryCollection(variables).Build(), isDevelopment: false);
        var (store, keys) = LiteDbStoreOpener.Open(settings);
        var maker = new AccessTokens(store, keys.Hasher, settings, TimeProvider.System, NullLogger<AccessTokens>.Instance);
        var made = Enumerable.Range(0, count).Select(number => maker.Create(User(number / TokensOfAUser).GoogleSub, User(number / TokensOfAUser).Email)).ToList();
        store.DisposeAsync().AsTask().Wait();

        // Through the store each sign-in would be a disk flush.
        using var database = LiteDbFiles.Open(settings.DatabasePath, readOnly: false);
        database.GetCollection(LiteDbRows.Users).InsertBulk(Enumerable.Range(0, (count + TokensOfAUser - 1) / TokensOfAUser).Select(number => LiteDbRows.FromUser(User(number))));
        database.GetCollection(LiteDbRows.Tokens).InsertBulk(made.Select(token => LiteDbRows.FromToken(token.Row with { LastUsedAt = DateTimeOffset.UtcNow })));
        database.Checkpoint();
        return [.. made.Select(token => token.Token)];
    }

    private static StoredUser User(int number) => new()
    {
        Email = string.Create(CultureInfo.InvariantCulture, $"stored-{number}@example.com"),
        UserHash = string.Create(CultureInfo.InvariantCulture, $"{number:x16}"),
        GoogleSub = string.Create(CultureInfo.InvariantCulture, $"2{number:00000000000000000000}"),
        // As long as a sealed grant; /me does not open it.
        TokenData = new byte[480],
        GrantedScopes = "openid email https://www.googleapis.com/auth/contacts.readonly",
        ClientId = "1000-sandbox.apps.googleusercontent.com",
        State = GrantState.Active,
        Version = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
