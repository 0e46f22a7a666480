using System.Security.Claims;
using System.Text.Encodings.Web;
using Gcd.Infrastructure.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Bearer authentication by header alone (RFC 6750, 2.1); a token in a query string is never looked at.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    AccessTokens tokens,
    FailedTokens failedTokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Realm = "Bearer realm=\"Gcd\"";

    /// <summary>The WWW-Authenticate of a token that opens nothing (RFC 6750, 3).</summary>
    public static string InvalidToken(string description) => Error("invalid_token", description);

    /// <summary>The WWW-Authenticate of a token that opens something, but not this (RFC 6750, 3.1).</summary>
    public static string InsufficientScope(string description) => Error("insufficient_scope", description);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Where nobody asks for a token, none is looked up: a health check must answer while the store does not.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            return AuthenticateResult.NoResult();
        }

        if (Request.Headers.Authorization.Count > 1)
        {
            return AuthenticateResult.Fail("There are several Authorization headers.");
        }

        // An empty token is none, such as of a script whose variable is not set.
        if (SentToken() is not { Length: > 0 } token)
        {
            return AuthenticateResult.NoResult();
        }

        var found = await tokens.FindAsync(token, Context.RequestAborted);
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
        var isFailed = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        if (!isFailed)
        {
            await ChallengeAsync(Realm, TokenProblems.MissingIn(Request.Headers.Authorization.ToString().Trim()));
        }
        else if (Request.Headers.Authorization.Count > 1)
        {
            await ChallengeAsync(Error("invalid_request", "The Authorization header stands more than once"), TokenProblems.Repeated);
        }
        else if (failedTokens.Count(Context) is { } wait)
        {
            await Problems.WriteAsync(Context, TokenProblems.TooMany(wait));
        }
        else
        {
            await ChallengeAsync(InvalidToken("The access token is unknown, expired or revoked"), TokenProblems.Invalid);
        }
    }

    private static string Error(string code, string description) => $"{Realm}, error=\"{code}\", error_description=\"{description}\"";

    private Task ChallengeAsync(string challenge, Problem problem)
    {
        Response.Headers.WWWAuthenticate = challenge;
        return Problems.WriteAsync(Context, problem);
    }

    /// <summary>What stands behind the scheme's name, which counts in any case (RFC 9110, 11.1); null where another scheme or none was sent.</summary>
    private string? SentToken()
    {
        var header = Request.Headers.Authorization.ToString();
        return header.Equals(SchemeName, StringComparison.OrdinalIgnoreCase) ? string.Empty
            : header.StartsWith($"{SchemeName} ", StringComparison.OrdinalIgnoreCase) ? header[SchemeName.Length..].Trim()
            : null;
    }
}
