using FastEndpoints;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Account;

/// <summary>POST /account/tokens and /account/links: the forms that make a token or a link. The reply shows its secret, and nothing else ever does.</summary>
internal sealed class NewTokenEndpoint(TokenIssuer issuer, LinkAddresses addresses, GcdSettings settings) : Endpoint<NewTokenForm>
{
    private const string Links = "/account/links";

    public override void Configure()
    {
        Post("/account/tokens", Links);
        AllowAnonymous();
        RequestBinder(new FormBinder<NewTokenForm>(ErrorReplies.BadRequest));
        SerializerContext(ProblemJson.Default);
        Description(route => route.Accepts<NewTokenForm>("application/x-www-form-urlencoded", "*/*").NeedsSession().ExcludeFromDescription());
    }

    public override async Task HandleAsync(NewTokenForm request, CancellationToken ct)
    {
        var isLink = HttpContext.Request.Path.StartsWithSegments(Links, StringComparison.OrdinalIgnoreCase);
        if (isLink && !settings.HasLinks)
        {
            await Problems.WriteAsync(HttpContext, IssueProblems.LinksOff);
            return;
        }

        try
        {
            await (await issuer.IssueAsync(HttpContext.CurrentToken(), request.ToWanted(isLink ? TokenKind.Link : TokenKind.Access), ct) switch
            {
                IssuedToken.Done(var token, var row) => PageReply.SendAsync(HttpContext, NewSecretPage.Create(Model(token, row))),
                IssuedToken.Refused(var problem) => Problems.WriteAsync(HttpContext, problem),
                _ => throw new InvalidOperationException("There is no other outcome."),
            });
        }
        catch (GoogleFaultException fault)
        {
            await Problems.WriteAsync(HttpContext, GoogleProblems.Of(fault));
        }
    }

    private NewSecretModel Model(string token, StoredToken row)
    {
        var format = TokenRights.Parse(row.Rights).Formats is [var first, ..] ? ExportFormats.Find(first)! : ExportFormats.Default;
        return new NewSecretModel
        {
            IsLink = row.Kind == TokenKind.Link,
            Secret = row.Kind == TokenKind.Link ? addresses.Of(token, row) : token,
            Name = row.Name,
            ExpiresAt = row.ExpiresAt,
            Format = format.Name,
            Extension = format.Extension,
        };
    }
}
