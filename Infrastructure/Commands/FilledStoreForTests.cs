using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gcd.Infrastructure.Commands;

/// <summary>Stores with people in them, as sign-ins leave them.</summary>
internal static class FilledStoreForTests
{
    public static Task Silent(string line) => Task.CompletedTask;

    /// <summary>Adds people, each with a grant under the main key, a token and a used state.</summary>
    /// <returns>Their tokens.</returns>
    public static async Task<List<string>> FillAsync(GcdSettings settings, int users = 3)
    {
        await using var opened = TokenStores.Open(settings);
        var sealer = new GrantSealer(opened.Keys.Ring);
        var accessTokens = AccessTokensOf(opened, settings);
        var now = DateTimeOffset.UtcNow;
        var people = Enumerable.Range(0, users).Select(i => FormattableString.Invariant($"{i:D6}")).ToList();
        var issued = people.ConvertAll(sub => accessTokens.Create(sub, $"{sub}@example.com"));
        var rows = people.ConvertAll(sub => RowsForTests.User(sub, $"{sub}@example.com") with
        {
            TokenData = sealer.Seal(new Grant { AccessToken = $"access-{sub}", RefreshToken = $"refresh-{sub}", RefreshAt = now.AddHours(1) }, sub),
            CreatedAt = now,
            UpdatedAt = RowsForTests.Now,
        });
        await opened.Rows.AddAsync(
            new StoredRows { Users = rows, Tokens = issued.ConvertAll(token => token.Row), UsedStates = people.ConvertAll(sub => new UsedState($"state-{sub}", now.AddMinutes(10))) },
            default);
        return issued.ConvertAll(token => token.Token);
    }

    /// <summary>Opens the store as a start does, and looks every token and every grant up.</summary>
    public static async Task AssertWorkAsync(GcdSettings settings, IReadOnlyCollection<string> tokens)
    {
        await using var opened = TokenStores.Open(settings);
        var accessTokens = AccessTokensOf(opened, settings);
        var sealer = new GrantSealer(opened.Keys.Ring);
        foreach (var token in tokens)
        {
            var found = await accessTokens.FindAsync(token, TokenKind.Access, default);
            Assert.NotNull(found);
            Assert.Equal($"refresh-{found.User.GoogleSub}", sealer.Open(found.User).Grant?.RefreshToken);
        }
    }

    /// <summary>Every file of a folder with its content.</summary>
    public static IReadOnlyList<string> Fingerprint(string folder) =>
        [.. Directory.GetFiles(folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}")];

    public static GcdSettings At(this GcdSettings settings, string path) => settings with { Store = settings.Store with { DatabasePath = path } };

    private static AccessTokens AccessTokensOf(StoreHandle opened, GcdSettings settings) =>
        new(opened.Store, opened.Keys.Hasher, settings, TimeProvider.System, NullLogger<AccessTokens>.Instance);
}
