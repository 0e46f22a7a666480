using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gcd.Infrastructure.Crypto;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.SignIn;

/// <summary>
/// Browsers that are signed in, for the account page. The cookie holds a random secret and nothing else; what it opens is in the store,
/// as for any other token. Over https its name has the prefix __Host-, so that no other host or path can set it (RFC 6265bis, 4.1.3).
/// </summary>
internal sealed class Sessions(AccessTokens tokens, ITokenStore store, Revocation revocation, TokenHasher hasher, GcdSettings settings)
{
    /// <summary>How many browsers one person can be signed in with; one more signs out the first.</summary>
    public const int Most = 20;

    private readonly string name = settings.RedirectsToHttps ? "__Host-gcd-session" : "gcd-session";

    /// <summary>Who is signed in with the browser that sent the request, or null.</summary>
    public async ValueTask<TokenWithUser?> FindAsync(HttpContext context, CancellationToken ct) =>
        context.Request.Cookies[name] is { } secret ? await tokens.FindAsync(secret, TokenKind.Session, ct) : null;

    /// <summary>Signs the browser in. Its secret is always a new one, whatever the browser sent, and an earlier session of it ends.</summary>
    public async Task BeginAsync(HttpContext context, StoredUser user, CancellationToken ct)
    {
        if (await FindAsync(context, ct) is { } earlier)
        {
            await revocation.RevokeAsync(earlier.Token, earlier.User, ct);
        }

        var (secret, row) = tokens.Create(user.GoogleSub, user.Email, new NewToken { Kind = TokenKind.Session });
        if (await store.AddTokenAsync(user.GoogleSub, row, Most, ct) == AddedToken.TooMany)
        {
            // Among all rows, for those that have ended count until they are purged.
            var oldest = (await store.ReadTokensAsync(user.GoogleSub, ct)).LastOrDefault(token => token.Kind == TokenKind.Session);
            if (oldest is not null)
            {
                await revocation.RevokeAsync(oldest, user, ct);
            }

            await store.AddTokenAsync(user.GoogleSub, row, Most, ct);
        }

        context.Response.Cookies.Append(name, secret, Options(AccessTokenLifeRule.SessionLife));
    }

    /// <summary>Signs the browser out.</summary>
    public async Task EndAsync(HttpContext context, TokenWithUser session, CancellationToken ct)
    {
        await revocation.RevokeAsync(session.Token, session.User, ct);
        Forget(context);
    }

    /// <summary>Takes the cookie away, whose session is gone.</summary>
    public void Forget(HttpContext context) => context.Response.Cookies.Delete(name, Options(maxAge: null));

    /// <summary>What a form of this session carries, so that no other site can have it sent.</summary>
    public string FormToken(StoredToken session) => Base64Url.EncodeToString(hasher.Bind(Encoding.ASCII.GetBytes($"form\0{session.Hash}")));

    public bool IsFormToken(StoredToken session, string? sent) =>
        sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(FormToken(session)), Encoding.UTF8.GetBytes(sent));

    private CookieOptions Options(TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = settings.RedirectsToHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = maxAge,
    };
}
