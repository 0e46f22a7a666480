using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.SignIn;

namespace Gcd.Features.Auth;

internal sealed class AuthSummary : Summary<AuthEndpoint, AuthRequest>
{
    private const string RedirectUri = "https://contacts.example.com/oauth2callback";

    public AuthSummary()
    {
        Summary = "Start a sign-in";
        Description =
            "Returns the address at Google to open in a browser within ten minutes. Nothing is stored, and any number of sign-ins may run at once. " +
            "A browser gets a page with a link to Google, and has to finish the sign-in itself; a sign-in that a program starts may be finished in any browser.";
        RequestParam(request => request.LoginHint, $"The e-mail address that Google should propose: at most once, and at most {AuthProblems.LongestLoginHint} characters.");
        RequestParam(request => request.Name, "The name of the token that the sign-in gives, for a program that wants one of its own. The page in between shows what is asked for.");
        RequestParam(request => request.Format, "A format that the token opens; give it several times for several. Without it, all.");
        RequestParam(request => request.Label, "A label that the token opens; give it several times for several. Without it, all contacts.");
        RequestParam(request => request.Has, "What every contact that the token opens must have, as at `/download`.");
        RequestParam(request => request.ExpiresInDays, "In how many days the token ends. Without it, after the longest life that the operator allows.");
        Response(
            200,
            "The sign-in has begun: open authorization_url in a browser.",
            example: AuthResponse.For(
                $"https://accounts.google.com/o/oauth2/v2/auth?response_type=code&client_id=…&redirect_uri={Uri.EscapeDataString(RedirectUri)}&state=…",
                "AQIDBAUGBwgJCgsMDQ4PEA…",
                RedirectUri));
        Response(200, contentType: "text/html", example: PageExample.Of("Sign in with Google"));
        Response(302, "Browsers on another host are redirected to `/auth` on the redirect URI's host; API clients are not.");
        this.Header(302, "Location", "`/auth` at the redirect URI's origin.", "https://contacts.example.com/auth");
        this.Refuses(
        [
            AuthProblems.BadLoginHint,
            AuthProblems.TooMuch,
            .. IssueRefusals.BeforeAsking,
            NegotiationProblems.NotAcceptable,
            GoogleProblems.Example(GoogleFaultKind.CredentialsFile),
            SignInLimit.TooMany(TimeSpan.FromSeconds(10)),
        ]);
    }
}
