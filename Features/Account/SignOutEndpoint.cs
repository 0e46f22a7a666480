using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Account;

/// <summary>POST /account/sign-out: signs this browser out; tokens and links go on working.</summary>
internal sealed class SignOutEndpoint(Sessions sessions, GcdSettings settings) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Post("/account/sign-out");
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.NeedsSession().ExcludeFromDescription());
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        await sessions.EndAsync(HttpContext, HttpContext.CurrentToken(), ct);
        await HttpContext.Response.SeeOtherAsync($"{settings.PublicPath}/account");
    }
}
