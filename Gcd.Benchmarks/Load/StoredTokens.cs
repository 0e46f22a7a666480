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
    private static readonly NewToken Access = new();
    private static readonly NewToken Link = new() { Kind = TokenKind.Link, Rights = new TokenRights { Formats = ["vcard"] } };

    /// <summary>Tokens alone.</summary>
    /// <returns>The tokens; all were used a moment ago, so that asking with them writes nothing.</returns>
    public static IReadOnlyList<string> Fill(IReadOnlyDictionary<string, string?> variables, int count) => Fill(variables, count, ofUser: _ => Access).Tokens;

    /// <summary>As many links as tokens.</summary>
    /// <returns>Both; all were used a moment ago, so that asking with them writes nothing.</returns>
    public static (IReadOnlyList<string> Tokens, IReadOnlyList<string> Links) FillWithLinks(IReadOnlyDictionary<string, string?> variables, int count) =>
        Fill(variables, count, number => number % 2 == 0 ? Access : Link);

    private static (IReadOnlyList<string> Tokens, IReadOnlyList<string> Links) Fill(IReadOnlyDictionary<string, string?> variables, int count, Func<int, NewToken> ofUser)
    {
        var settings = SettingsSetup.Read(new ConfigurationBuilder().AddInMemoryCollection(variables).Build(), isDevelopment: false);
        var opened = TokenStores.Open(settings);
        var maker = new AccessTokens(opened.Store, opened.Keys.Hasher, settings, TimeProvider.System, NullLogger<AccessTokens>.Instance);
        var (access, links) = (new List<string>(count), new List<string>());
        foreach (var numbers in Enumerable.Range(0, count).Chunk(TokensOfAUser * 25_000))
        {
            var tokens = numbers.Select(number => maker.Create(User(number / TokensOfAUser).GoogleSub, User(number / TokensOfAUser).Email, ofUser(number))).ToList();
            var rows = new StoredRows
            {
                Users = [.. numbers.Select(number => number / TokensOfAUser).Distinct().Select(User)],
                Tokens = [.. tokens.Select(token => token.Row with { LastUsedAt = DateTimeOffset.UtcNow })],
            };
            opened.Rows.AddAsync(rows, CancellationToken.None).AsTask().Wait();
            access.AddRange(tokens.Where(token => token.Row.Kind == TokenKind.Access).Select(token => token.Token));
            links.AddRange(tokens.Where(token => token.Row.Kind == TokenKind.Link).Select(token => token.Token));
        }

        opened.DisposeAsync().AsTask().Wait();
        return (access, links);
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
