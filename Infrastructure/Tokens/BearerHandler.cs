using System.Security.Claims;
using System.Text.Encodings.Web;
using Gcd.Infrastructure.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Gcd.Infrastructure.Tokens;

/// <summary>Authentication by header alone, as Bearer or as Basic; a token in a query string is never looked at.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    TokenFinder tokens,
    FailedTokens failedTokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = SentToken.Bearer;

    private const string Realm = "Bearer realm=\"Gcd\"";
    private const string BasicRealm = "Basic realm=\"Gcd\", charset=\"UTF-8\"";

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

        if (Sent().Token is not { } token)
        {
            return AuthenticateResult.Fail("The Basic credentials cannot be read.");
        }

        // An empty token is none, such as of a script whose variable is not set.
        if (token.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var found = await tokens.FindAsync(token, TokenKind.Access, Context.RequestAborted);
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
            // A browser would ask the person for a name and a password, where signing in is the way.
            await ChallengeAsync(Negotiation.WantsHtml(Request) ? Realm : new StringValues([Realm, BasicRealm]), TokenProblems.MissingIn(Request.Headers.Authorization.ToString().Trim()));
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
            // Basic to those alone who sent it: in answer to a script's Bearer token, browsers would ask for a password.
            var sent = Sent();
            var challenge = InvalidToken("The access token is unknown, expired or revoked");
            await ChallengeAsync(sent.Scheme == SentToken.Basic ? new StringValues([challenge, BasicRealm]) : challenge, sent.Token is null ? TokenProblems.MalformedBasic : TokenProblems.Invalid);
        }
    }

    private static string Error(string code, string description) => $"{Realm}, error=\"{code}\", error_description=\"{description}\"";

    private Task ChallengeAsync(StringValues challenge, Problem problem)
    {
        Response.Headers.WWWAuthenticate = challenge;
        return Problems.WriteAsync(Context, problem);
    }

    private SentToken Sent() => SentToken.Of(Request.Headers.Authorization.ToString());
}
