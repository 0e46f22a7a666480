using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.SignIn;

namespace Gcd.Features.Callback;

/// <summary>GET /oauth2callback: where Google sends the browser back to.</summary>
internal sealed class CallbackEndpoint(CallbackResponder responder) : Endpoint<CallbackRequest, CallbackResponse>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/oauth2callback");
        AllowAnonymous();
        SerializerContext(CallbackJson.Default);
        Description(route => route.Operation("finishSignIn", DocumentTags.SignIn).LimitsSignIns());
    }

    public override Task HandleAsync(CallbackRequest request, CancellationToken ct) =>
        Negotiation.AcceptsNeither(HttpContext.Request)
            ? Problems.WriteAsync(HttpContext, NegotiationProblems.NotAcceptable)
            : responder.RespondAsync(HttpContext, request, ct);
}
