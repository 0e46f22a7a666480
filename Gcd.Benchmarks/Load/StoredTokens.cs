using System.Globalization;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
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
        var opened = TokenStores.Open(settings);
        var maker = new AccessTokens(opened.Store, opened.Keys.Hasher, settings, TimeProvider.System, NullLogger<AccessTokens>.Instance);
        var made = new List<string>(count);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(TokensOfAUser * 25_000))
        {
            var tokens = numbers.Select(number => maker.Create(User(number / TokensOfAUser).GoogleSub, User(number / TokensOfAUser).Email)).ToList();
            var rows = new StoredRows
            {
                Users = [.. numbers.Select(number => number / TokensOfAUser).Distinct().Select(User)],
                Tokens = [.. tokens.Select(token => token.Row with { LastUsedAt = DateTimeOffset.UtcNow })],
            };
            opened.Rows.AddAsync(rows, CancellationToken.None).AsTask().Wait();
            made.AddRange(tokens.Select(token => token.Token));
        }

        opened.DisposeAsync().AsTask().Wait();
        return made;
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
