using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.OAuth;

/// <summary>An authorisation code: single use, ten minutes.</summary>
internal sealed record IssuedCode(string Code, SimulatedAccount Account, AuthorizationRequest Request, IReadOnlyList<string> Granted, DateTimeOffset EndsAt);

/// <summary>A refresh token of an account for a client.</summary>
internal sealed record IssuedRefreshToken(string Token, SimulatedAccount Account, string ClientId, IReadOnlyList<string> Granted);

/// <summary>An access token.</summary>
internal sealed record IssuedAccessToken(string Token, SimulatedAccount Account, string ClientId, IReadOnlyList<string> Granted, DateTimeOffset EndsAt);
