using System.Collections.Concurrent;

namespace Gcd.Tests.Instances;

/// <summary>Which tokens must work, and which must not, by what was acknowledged.</summary>
internal sealed class TokenLedger
{
    private readonly ConcurrentDictionary<string, bool> tokens = new(StringComparer.Ordinal);

    /// <summary>Tokens that were handed out and not revoked.</summary>
    public IReadOnlyList<string> Given => [.. tokens.Where(token => token.Value).Select(token => token.Key)];

    /// <summary>Tokens whose revocation was acknowledged.</summary>
    public IReadOnlyList<string> Revoked => [.. tokens.Where(token => !token.Value).Select(token => token.Key)];

    public void Give(string token) => tokens[token] = true;

    /// <summary>Until the revocation is acknowledged, both outcomes are right.</summary>
    public void BeginRevoking(string token) => tokens.TryRemove(token, out _);

    public void Revoke(string token) => tokens[token] = false;
}
