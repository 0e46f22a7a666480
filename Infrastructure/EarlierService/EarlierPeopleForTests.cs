using System.Buffers.Text;
using System.Security.Cryptography;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>People as a takeover leaves them in a store.</summary>
internal static class EarlierPeopleForTests
{
    public const string ContactsOnly = GoogleScopes.Contacts;
    public const string WithoutOpenId = $"{GoogleScopes.Contacts} {GoogleScopes.Email}";
    public static readonly string AllScopes = string.Join(' ', GoogleScopes.All);

    /// <summary>Puts a person into the store and starts Gcd again on it.</summary>
    /// <param name="world">Gcd.</param>
    /// <param name="account">Whose grant it is.</param>
    /// <param name="scopes">What was granted; null for a grant that Google ended.</param>
    /// <param name="idTokenSub">Whom the earlier service's ID token names.</param>
    /// <param name="clientId">The OAuth client of the grant; null for the one of credentials.json.</param>
    /// <returns>The person's token.</returns>
    public static async Task<string> AddAsync(World world, SimulatedAccount account, string? scopes, string? idTokenSub = null, string? clientId = null)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var refreshToken = $"1//0{RandomNumberGenerator.GetHexString(40)}";
        var client = clientId ?? world.OAuthClient.ClientId;
        if (scopes is not null)
        {
            world.Google.Grants.AddRefreshToken(refreshToken, account, client, scopes.Split(' '));
        }

        var sub = EarlierSubject.Of(account.Email);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(world.Time.GetUtcNow().ToUnixTimeMilliseconds());
        var user = new StoredUser
        {
            Email = account.Email,
            UserHash = UserHash.Of(account.Email),
            GoogleSub = sub,
            TokenData = world.Services.GetRequiredService<GrantSealer>().Seal(new Grant { AccessToken = string.Empty, RefreshAt = DateTimeOffset.UnixEpoch, RefreshToken = refreshToken, EarlierSub = idTokenSub }, sub),
            GrantedScopes = scopes ?? AllScopes,
            ClientId = client,
            State = GrantState.Active,
            Version = 1,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var row = world.Services.GetRequiredService<AccessTokens>().RowOf(token, sub, account.Email, new NewToken { Kind = TokenKind.Earlier });
        await world.Services.GetRequiredService<IStoreRows>().AddAsync(new StoredRows { Users = [user], Tokens = [row] }, default);
        await world.RestartAsync();
        return token;
    }

    public static async Task<string?> SubOfAsync(World world, string email) =>
        (await world.Services.GetRequiredService<ITokenStore>().FindUserByEmailAsync(email, default))?.GoogleSub;

    public static async Task<int> DownloadAsync(World world, string token)
    {
        using var reply = await world.GetAsync("/download?format=csv", token);
        await reply.Content.ReadAsStringAsync();
        return (int)reply.StatusCode;
    }
}
