using System.Security.Cryptography;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.OAuth;

/// <summary>Everything that the simulated Google has given out.</summary>
internal sealed class GrantBook(TimeProvider time)
{
    /// <summary>Google's limit for one account and client; the oldest dies silently.</summary>
    private const int MostRefreshTokens = 100;

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly Dictionary<string, IssuedCode> codes = new(StringComparer.Ordinal);
    private readonly List<IssuedRefreshToken> refreshTokens = [];
    private readonly Dictionary<string, IssuedAccessToken> accessTokens = new(StringComparer.Ordinal);
    private readonly HashSet<(string Sub, string ClientId)> consented = [];

    public string IssueCode(SimulatedAccount account, AuthorizationRequest request, IReadOnlyList<string> granted)
    {
        lock (gate)
        {
            var code = "4/0A" + RandomText(60);
            codes[code] = new IssuedCode(code, account, request, granted, time.GetUtcNow() + CodeLife);
            return code;
        }
    }

    /// <summary>Takes a code out of the book, whatever comes of it.</summary>
    public IssuedCode? UseCode(string code)
    {
        lock (gate)
        {
            return codes.Remove(code, out var issued) && issued.EndsAt > time.GetUtcNow() ? issued : null;
        }
    }

    public IssuedAccessToken IssueAccessToken(SimulatedAccount account, string clientId, IReadOnlyList<string> granted)
    {
        lock (gate)
        {
            var issued = new IssuedAccessToken("ya29.a0A" + RandomText(120), account, clientId, granted, time.GetUtcNow() + account.AccessTokenLife);
            accessTokens[issued.Token] = issued;
            return issued;
        }
    }

    /// <summary>Null where Google would give none: no offline access, or consent was given before and the prompt does not ask for it again.</summary>
    public IssuedRefreshToken? IssueRefreshToken(IssuedCode code)
    {
        var request = code.Request;
        lock (gate)
        {
            var isFirst = consented.Add((code.Account.Sub, request.ClientId));
            if (!request.IsOffline || !(isFirst || request.Prompt.Split(' ').Contains("consent")))
            {
                return null;
            }

            var issued = new IssuedRefreshToken("1//0" + RandomText(90), code.Account, request.ClientId, code.Granted);
            refreshTokens.Add(issued);
            var sameGrant = refreshTokens.Where(token => token.Account == code.Account && token.ClientId == request.ClientId).ToList();
            if (sameGrant.Count > MostRefreshTokens)
            {
                refreshTokens.Remove(sameGrant[0]);
            }

            return issued;
        }
    }

    /// <summary>A grant that another service of the same Cloud project was given before, with its refresh token.</summary>
    public void AddRefreshToken(string token, SimulatedAccount account, string clientId, IReadOnlyList<string> granted)
    {
        lock (gate)
        {
            consented.Add((account.Sub, clientId));
            refreshTokens.Add(new IssuedRefreshToken(token, account, clientId, granted));
        }
    }

    public IssuedRefreshToken? FindRefreshToken(string token)
    {
        lock (gate)
        {
            return refreshTokens.Find(issued => issued.Token == token);
        }
    }

    public IssuedAccessToken? FindAccessToken(string token)
    {
        lock (gate)
        {
            return accessTokens.TryGetValue(token, out var issued) && issued.EndsAt > time.GetUtcNow() ? issued : null;
        }
    }

    /// <summary>Ends the whole grant that a token belongs to, as Google does.</summary>
    public bool Revoke(string token)
    {
        lock (gate)
        {
            var refresh = refreshTokens.Find(issued => issued.Token == token);
            var access = accessTokens.GetValueOrDefault(token);
            if ((refresh?.Account ?? access?.Account) is not { } account)
            {
                return false;
            }

            Revoke(account, refresh?.ClientId ?? access!.ClientId);
            return true;
        }
    }

    /// <summary>What the person does at myaccount.google.com/permissions.</summary>
    public void Revoke(SimulatedAccount account, string clientId)
    {
        lock (gate)
        {
            refreshTokens.RemoveAll(issued => issued.Account == account && issued.ClientId == clientId);
            consented.Remove((account.Sub, clientId));
            RejectAccessTokens(account);
        }
    }

    /// <summary>Access tokens stop working before their time; the grant lives on.</summary>
    public void RejectAccessTokens(SimulatedAccount account)
    {
        lock (gate)
        {
            foreach (var token in accessTokens.Values.Where(issued => issued.Account == account).Select(issued => issued.Token).ToList())
            {
                accessTokens.Remove(token);
            }
        }
    }

    public int CountRefreshTokens(SimulatedAccount account)
    {
        lock (gate)
        {
            return refreshTokens.Count(issued => issued.Account == account);
        }
    }

    private static string RandomText(int length) =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", length);
}
