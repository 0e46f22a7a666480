using Gcd.Infrastructure.Issuing;

namespace Gcd.Features.Auth;

/// <summary>What the page in front of Google's shows.</summary>
/// <param name="AuthorizationUrl">Where it goes on.</param>
/// <param name="RedirectUriUsed">What the operator must have registered.</param>
/// <param name="Limits">The token that a program asks for; null for one that opens everything.</param>
public sealed record AuthModel(string AuthorizationUrl, string RedirectUriUsed, TokenLimits? Limits);
