using System.Security.Claims;
using System.Text.Encodings.Web;
using Gcd.Infrastructure.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Bearer authentication by header alone (RFC 6750, 2.1); a token in a query string is never looked at.</summary>
internal sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Realm = "Bearer realm=\"Gcd\"";

    /// <summary>The WWW-Authenticate of a token that opens nothing (RFC 6750, 3).</summary>
    public static string InvalidToken(string description) => $"{Realm}, error=\"invalid_token\", error_description=\"{description}\"";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(SchemeName, StringComparison.OrdinalIgnoreCase) || (header.Length > SchemeName.Length && header[SchemeName.Length] != ' '))
        {
            return AuthenticateResult.NoResult();
        }

        var found = await tokens.FindAsync(header[SchemeName.Length..].Trim(), Context.RequestAborted);
        if (found is null)
        {
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        }

        Context.SetCurrentToken(found);
        var identity = new ClaimsIdentity(SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var isRefused = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        Response.Headers.WWWAuthenticate = isRefused ? InvalidToken("The access token is unknown, expired or revoked") : Realm;
        await Problems.WriteAsync(Context, isRefused ? TokenProblems.Invalid : TokenProblems.Missing);
    }
}
