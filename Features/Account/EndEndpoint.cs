using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Account;

/// <summary>POST /account/end: the button that ends a token, a link or a browser's session.</summary>
internal sealed class EndEndpoint(TokenEnding ending, Sessions sessions, GcdSettings settings) : Endpoint<EndForm>
{
    public override void Configure()
    {
        Post("/account/end");
        AllowAnonymous();
        RequestBinder(new FormBinder<EndForm>(ErrorReplies.BadRequest));
        SerializerContext(ProblemJson.Default);
        Description(route => route.Accepts<EndForm>("application/x-www-form-urlencoded", "*/*").NeedsSession().ExcludeFromDescription());
    }

    public override async Task HandleAsync(EndForm request, CancellationToken ct)
    {
        // One that is gone already, as after a second press, is what was wanted.
        var user = HttpContext.CurrentToken().User;
        var ended = await ending.EndAsync(user, request.Id.ToString(), ct, TokenKind.Access, TokenKind.Link, TokenKind.Session);
        if (ended.IsUserGone)
        {
            sessions.Forget(HttpContext);
            await PageReply.SendAsync(HttpContext, DisconnectedPage.Create(new DisconnectedModel(user.Email, ended.IsEndedAtGoogle)));
            return;
        }

        await HttpContext.Response.SeeOtherAsync($"{settings.PublicPath}/account");
    }
}
