namespace Gcd.Infrastructure.Tokens;

/// <summary>The token that authenticated the request, with its owner.</summary>
internal static class CurrentTokenExtensions
{
    public static void SetCurrentToken(this HttpContext context, TokenWithUser token) => context.Features.Set(token);

    /// <exception cref="InvalidOperationException">The endpoint allows anonymous callers, and nobody was authenticated.</exception>
    public static TokenWithUser CurrentToken(this HttpContext context) =>
        context.Features.Get<TokenWithUser>() ?? throw new InvalidOperationException("No token was authenticated for this request.");
}
