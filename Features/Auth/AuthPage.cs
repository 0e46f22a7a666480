using Gcd.Infrastructure.Http;

namespace Gcd.Features.Auth;

/// <summary>Tells a person what Google will ask, before it asks.</summary>
internal static class AuthPage
{
    public static HtmlPage Create(AuthResponse started) =>
        new HtmlPage("Sign in with Google")
            .Paragraph("Google will ask you to let Gcd see your e-mail address and read your contacts. Gcd cannot change or delete anything, and stores no contact: it passes them on to whoever shows your token.")
            .Paragraph("Leave the box for contacts ticked. You have ten minutes.")
            .Link(started.AuthorizationUrl, "Continue to Google")
            .Heading("If Google says redirect_uri_mismatch")
            .Paragraph("The operator has to add this address to the authorized redirect URIs of the OAuth client:")
            .Preformatted(started.RedirectUriUsed);
}
