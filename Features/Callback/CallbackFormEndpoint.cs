using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.SignIn;

namespace Gcd.Features.Callback;

/// <summary>POST /oauth2callback: for an integrator whose own page receives Google's redirect and hands code and state on.</summary>
internal sealed class CallbackFormEndpoint(CallbackResponder responder) : Endpoint<SignInForm, CallbackResponse>
{
    public override void Configure()
    {
        Post("/oauth2callback");
        AllowAnonymous();
        SerializerContext(CallbackJson.Default);
        RequestBinder(new FormBinder<SignInForm>(CallbackProblems.NotAForm));
        Description(route => route
            // Any, so that a body that is not a form gets our refusal instead of 415.
            .Accepts<SignInForm>("application/x-www-form-urlencoded", "*/*")
            .Operation("finishSignInByForm", DocumentTags.SignIn)
            .LimitsSignIns());
    }

    public override Task HandleAsync(SignInForm request, CancellationToken ct) => responder.RespondAsync(HttpContext, request, ct);
}
