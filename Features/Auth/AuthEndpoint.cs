using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Settings;

namespace Gcd.Features.Auth;

/// <summary>GET /auth: starts a sign-in.</summary>
internal sealed class AuthEndpoint(AuthService service, BrowserCookie browser, GcdSettings settings) : EndpointWithoutRequest
{
    // RFC 5321, 4.5.3.1.3: no address is longer.
    private const int LongestLoginHint = 254;

    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/auth");
        AllowAnonymous();
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
            await Problems.WriteAsync(HttpContext, BadLoginHint);
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

    private static Problem BadLoginHint => new(
        StatusCodes.Status400BadRequest,
        "invalid-login-hint",
        "Invalid login_hint",
        $"login_hint was given more than once, or is longer than {LongestLoginHint} characters.",
        "Give one e-mail address, such as /auth?login_hint=ada@example.com, or leave it out.");

    private bool TryReadLoginHint(out string? loginHint)
    {
        var values = HttpContext.Request.Query["login_hint"];
        loginHint = string.IsNullOrWhiteSpace(values.ToString()) ? null : values.ToString();
        return values.Count <= 1 && (loginHint?.Length ?? 0) <= LongestLoginHint;
    }
}
