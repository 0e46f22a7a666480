using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Google.Contacts;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Account;

/// <summary>GET /account: a signed-in person's page.</summary>
internal sealed class AccountEndpoint(Sessions sessions, AccessTokens tokens, Infrastructure.Exports.Labels labels) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/account");
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.Operation("getAccountPage", DocumentTags.Pages));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        await PageReply.SendAsync(HttpContext, await sessions.FindAsync(HttpContext, ct) is { } session
            ? AccountPage.Create(await ReadAsync(session, ct))
            : SignedOutPage.Create());
    }

    private async Task<AccountModel> ReadAsync(TokenWithUser session, CancellationToken ct)
    {
        var user = session.User;
        var all = await tokens.ListAsync(user, ct, TokenKind.Access, TokenKind.Link, TokenKind.Session);
        var known = user.State == GrantState.Active ? await ReadLabelsAsync(user, ct) : null;
        return new AccountModel
        {
            Email = user.Email,
            NeedsSignIn = user.State == GrantState.NeedsSignIn,
            FormToken = sessions.FormToken(session.Token),
            Labels = known?.All.Select(AccountLabel.For).ToList(),
            Tokens = Rows(TokenKind.Access),
            Links = Rows(TokenKind.Link),
            Sessions = Rows(TokenKind.Session),
        };

        List<AccountRow> Rows(TokenKind kind) => [.. all.Where(token => token.Kind.AsSent() == kind).Select(token => AccountRow.For(token, known, session.Token.Hash))];
    }

    /// <summary>The page is of use without them, such as to end a token.</summary>
    private async Task<ContactGroups?> ReadLabelsAsync(StoredUser user, CancellationToken ct)
    {
        try
        {
            return await labels.ReadAsync(user, ct);
        }
        catch (GoogleFaultException)
        {
            return null;
        }
    }
}
