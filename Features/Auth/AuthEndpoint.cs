using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;

namespace Gcd.Features.Auth;

/// <summary>GET /auth: starts a sign-in.</summary>
internal sealed class AuthEndpoint(AuthService service, TokenIssuer issuer, BrowserCookie browser, GcdSettings settings) : Endpoint<AuthRequest, AuthResponse>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/auth");
        AllowAnonymous();
        // What cannot be answered at all, or not here, comes first.
        DontThrowIfValidationFails();
        SerializerContext(AuthJson.Default);
        Description(route => route.Operation("startSignIn", DocumentTags.SignIn).LimitsSignIns());
    }

    public override async Task HandleAsync(AuthRequest request, CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        Negotiation.Vary(HttpContext.Response);
        var isBrowser = Negotiation.WantsHtml(HttpContext.Request);
        if (Negotiation.AcceptsNeither(HttpContext.Request))
        {
            await Problems.WriteAsync(HttpContext, NegotiationProblems.NotAcceptable);
        }
        else if (isBrowser && request.Redirected.Count == 0 && !AuthOrigin.IsOurs(HttpContext.Request, settings))
        {
            await Send.RedirectAsync(AuthOrigin.Address(request, settings), isPermanent: false, allowRemoteRedirects: true);
        }
        else if (ValidationFailed)
        {
            await Send.ErrorsAsync(cancellation: ct);
        }
        else
        {
            await StartAsync(request.LoginHint, request.ToWanted(), isBrowser, ct);
        }
    }

    private async Task StartAsync(string? loginHint, WantedToken? wanted, bool isBrowser, CancellationToken ct)
    {
        if (wanted is not null && issuer.Check(wanted) is { } problem)
        {
            await Problems.WriteAsync(HttpContext, problem);
            return;
        }

        try
        {
            var started = service.Start(string.IsNullOrWhiteSpace(loginHint) ? null : loginHint, wanted, isBrowser ? browser.Ensure(HttpContext) : null);
            await (started.State.Length > FlowStates.LongestText ? Problems.WriteAsync(HttpContext, AuthProblems.TooMuch)
                : isBrowser ? PageReply.SendAsync(HttpContext, AuthPage.Create(new AuthModel(started.AuthorizationUrl, started.RedirectUriUsed, TokenLimits.For(wanted))))
                : Send.OkAsync(started, ct));
        }
        catch (GoogleFaultException fault)
        {
            await Problems.WriteAsync(HttpContext, GoogleProblems.Of(fault));
        }
    }
}
