using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Account;

/// <summary>POST /account/disconnect: removes everything stored about the person, and tells Google.</summary>
internal sealed class DisconnectEndpoint(Revocation revocation, Sessions sessions) : Endpoint<DisconnectForm>
{
    private static readonly Problem NotSure = new(
        StatusCodes.Status400BadRequest,
        "not-sure",
        "The box was not ticked",
        "Disconnecting ends every token and link at once, so the page asks whether you are sure. Nothing was changed.",
        "Go back to your account page, tick the box, and press Disconnect again.");

    public override void Configure()
    {
        Post("/account/disconnect");
        AllowAnonymous();
        RequestBinder(new FormBinder<DisconnectForm>(ErrorReplies.BadRequest));
        SerializerContext(ProblemJson.Default);
        Description(route => route.Accepts<DisconnectForm>("application/x-www-form-urlencoded", "*/*").NeedsSession().ExcludeFromDescription());
    }

    public override async Task HandleAsync(DisconnectForm request, CancellationToken ct)
    {
        if (request.Sure.Count == 0)
        {
            await Problems.WriteAsync(HttpContext, NotSure);
            return;
        }

        var user = HttpContext.CurrentToken().User;
        var left = await revocation.DisconnectAsync(user, ct);
        sessions.Forget(HttpContext);
        await PageReply.SendAsync(HttpContext, DisconnectedPage.Create(new DisconnectedModel(user.Email, left.IsEndedAtGoogle)));
    }
}
