using System.Globalization;
using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Pages;

/// <summary>GET /: what this is and how to begin.</summary>
internal sealed class HomeEndpoint(ITokenStore store, CredentialsFile credentials, GcdSettings settings) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/");
        AllowAnonymous();
        Description(PagesDescription.Home.AddTo, clearDefaults: true);
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        var fault = credentials.Read().Fault;
        var callback = settings.RedirectUri.OriginalString;
        var address = callback[..^RedirectUriSetting.CallbackPath.Length];
        var page = new HtmlPage("Gcd: your Google contacts, as a download")
            .Paragraph("Sign in with Google once, get a token, and download your own contacts from then on with any program. Contacts pass through and are never stored.")
            .Link("/auth", "Sign in with Google")
            .Heading("Quick start")
            .Preformatted(
                $"""
                curl -s {address}/auth | jq -r .authorization_url     # open this address in a browser
                curl --fail-with-body -H "Authorization: Bearer <access_token>" \
                  -o contacts.tmp "{address}/download?format=csv" && mv contacts.tmp contacts.csv
                """)
            .Heading("Now")
            .Term("Registered users", store.Counts.Users.ToString(CultureInfo.InvariantCulture))
            .Term("Service", fault is null ? "ready" : "not ready");
        if (fault is not null)
        {
            page.Term("For the operator", fault);
        }

        if (settings.Encryption.IsUnsafe)
        {
            page.Term("For the operator", "GOOGLE_ENCRYPTION_KEY is not set, or a placeholder; this is not secure for production use.");
        }

        page.Link("/health", "Health").Link("/metrics", "Metrics");
        HttpContext.Response.Headers.CacheControl = "no-store";
        return HtmlPage.WriteAsync(HttpContext, page);
    }
}
