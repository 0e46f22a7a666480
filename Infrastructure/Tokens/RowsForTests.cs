using System.Security.Cryptography;
using System.Text;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Rows as a sign-in makes them, for tests of stores.</summary>
internal static class RowsForTests
{
    public static readonly DateTimeOffset Now = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static StoredUser User(string sub, string email, long version = 1) => new()
    {
        Email = email,
        UserHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email)))[..16],
        GoogleSub = sub,
        // The first byte of a sealed value is its version, 1; these are none, and so under no key.
        TokenData = [0, .. RandomNumberGenerator.GetBytes(200)],
        GrantedScopes = "openid email",
        ClientId = "1-a.apps.googleusercontent.com",
        State = GrantState.Active,
        Version = version,
        CreatedAt = Now,
        UpdatedAt = Now,
    };

    public static StoredToken Token(string email, DateTimeOffset? expires = null, DateTimeOffset? lastUsed = null) => new()
    {
        Hash = RandomNumberGenerator.GetHexString(64, lowercase: true),
        UserEmail = email,
        CreatedAt = Now,
        ExpiresAt = expires,
        LastUsedAt = lastUsed,
        Binding = RandomNumberGenerator.GetBytes(32),
    };

    public static void Same(StoredUser? expected, StoredUser? actual)
    {
        Assert.NotNull(expected);
        Assert.NotNull(actual);
        Assert.Equal(expected.TokenData, actual.TokenData);
        Assert.Equal(expected, actual with { TokenData = expected.TokenData });
    }

    public static void Same(StoredToken? expected, StoredToken? actual)
    {
        Assert.NotNull(expected);
        Assert.NotNull(actual);
        Assert.Equal(expected.Binding, actual.Binding);
        Assert.Equal(expected, actual with { Binding = expected.Binding });
    }
}
