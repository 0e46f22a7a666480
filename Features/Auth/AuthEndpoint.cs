using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;

namespace Gcd.Features.Auth;

/// <summary>GET /auth: starts a sign-in.</summary>
internal sealed class AuthEndpoint(AuthService service, BrowserCookie browser, GcdSettings settings) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/auth");
        AllowAnonymous();
        Options(route => route.RequireRateLimiting(SignInLimit.Policy));
        Description(AuthDescription.Operation.AddTo, clearDefaults: true);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        Negotiation.Vary(HttpContext.Response);
        if (Negotiation.AcceptsNeither(HttpContext.Request))
        {
            await Problems.WriteAsync(HttpContext, NegotiationProblems.NotAcceptable);
            return;
        }

        var isBrowser = Negotiation.WantsHtml(HttpContext.Request);
        if (isBrowser && AuthOrigin.Elsewhere(HttpContext.Request, settings) is { } elsewhere)
        {
            await Send.RedirectAsync(elsewhere, isPermanent: false, allowRemoteRedirects: true);
            return;
        }

        if (!TryReadLoginHint(out var loginHint))
        {
            await Problems.WriteAsync(HttpContext, AuthProblems.BadLoginHint);
            return;
        }

        try
        {
            var started = service.Start(loginHint, isBrowser ? browser.Ensure(HttpContext) : null);
            await (isBrowser
                ? PageReply.SendAsync(HttpContext, AuthPage.Create(started))
                : Json.WriteAsync(HttpContext, started, AuthJson.Default.AuthResponse));
        }
        catch (GoogleFaultException fault)
        {
            await Problems.WriteAsync(HttpContext, GoogleProblems.Of(fault));
        }
    }

    private bool TryReadLoginHint(out string? loginHint)
    {
        var values = HttpContext.Request.Query["login_hint"];
        loginHint = string.IsNullOrWhiteSpace(values.ToString()) ? null : values.ToString();
        return values.Count <= 1 && (loginHint?.Length ?? 0) <= AuthProblems.LongestLoginHint;
    }
}
