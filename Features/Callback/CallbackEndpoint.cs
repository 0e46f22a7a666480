using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.SignIn;

namespace Gcd.Features.Callback;

/// <summary>GET /oauth2callback: where Google sends the browser back to.</summary>
internal sealed class CallbackEndpoint(CallbackResponder responder) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/oauth2callback");
        AllowAnonymous();
        Options(route => route.RequireRateLimiting(SignInLimit.Policy));
        Description(CallbackDescription.Redirect.AddTo, clearDefaults: true);
    }

    public override Task HandleAsync(CancellationToken ct) =>
        Negotiation.AcceptsNeither(HttpContext.Request)
            ? Problems.WriteAsync(HttpContext, NegotiationProblems.NotAcceptable)
            : responder.RespondAsync(HttpContext, CallbackRequest.Read(HttpContext.Request.Query), ct);
}
