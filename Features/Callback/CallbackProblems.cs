using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;

namespace Gcd.Features.Callback;

/// <summary>What the caller learns from each refusal of a sign-in. Google's own words never get in: only known codes are mapped.</summary>
/// <param name="redirectUri">What the operator must have registered.</param>
internal sealed class CallbackProblems(string redirectUri)
{
    public static readonly Problem NotAForm = new(
        StatusCodes.Status400BadRequest,
        "not-a-form",
        "The body is not a form",
        "POST /oauth2callback takes the fields code and state as application/x-www-form-urlencoded.",
        "Send them as a form, such as: curl --data-urlencode code=... --data-urlencode state=... <address>/oauth2callback");

    /// <summary>A reply that the browser does not keep: a code is exchanged once, and only for a person who sees the token.</summary>
    public static readonly Problem Prefetched = new(
        StatusCodes.Status409Conflict,
        "prefetched",
        "The browser asked for this page before it was opened",
        "A sign-in link works only once, so the sign-in is finished only when the page is opened. Nothing was used up.",
        "Open the address, or reload the page: the sign-in still works.");

    private const string StartAgain = "Sign in again at /auth.";
    private const string SignInAgain = "Sign in again.";
    private const string Console = "https://console.cloud.google.com/apis/credentials";

    public Problem Of(CallbackRefusal refusal) => refusal switch
    {
        CallbackRefusal.NoFlow => Bad("no-flow", "No authorization flow in progress",
            "The request has no valid state and code. If it reloaded the page that showed a token: that page is shown only once, and the token still works.",
            "Visit /auth first, and let Google send you back here.",
            "If you copied your token, use it: it still works.", "If not, sign in again to get a new one. Your earlier tokens stay valid.") with
        {
            Page = new ProblemWords("This page can't be shown again", "Your token is shown only once, right after you sign in."),
        },
        CallbackRefusal.Expired => Bad("flow-expired", "No authorization flow in progress: it has expired",
            "A sign-in must be finished within ten minutes.", StartAgain,
            SignInAgain, "Finish on Google's pages within ten minutes.") with
        { Page = new ProblemWords("This sign-in has expired") },
        CallbackRefusal.Replayed => Bad("flow-used", "No authorization flow in progress: this one was used before",
            "A sign-in link works only once, and this one was already opened. The token it showed is still valid.", StartAgain,
            "If you copied the token, just use it.", "Otherwise sign in again to get another one.") with
        { Page = new ProblemWords("This sign-in link was used before") },
        CallbackRefusal.OtherBrowser => Bad("other-browser", "No authorization flow in progress in this browser",
            "This sign-in was started in another browser, or cookies are blocked. Someone may have sent you the link.",
            "Sign in again at /auth in this browser, with cookies allowed for this site.",
            "If someone sent you this link, close the page: it may be an attempt to sign you in to another person's account.",
            "Otherwise allow cookies for this site. It needs one, for a quarter of an hour.", "Sign in again, and stay in this browser.") with
        { Page = new ProblemWords("This browser did not start the sign-in") },
        CallbackRefusal.WrongIssuer => Bad("wrong-issuer", "The reply does not come from Google",
            "The iss parameter names an issuer other than https://accounts.google.com.", StartAgain,
            "Don't use the link that brought you here.", "Sign in again from this site."),
        CallbackRefusal.DoubleParameter => Bad("double-parameter", "A parameter was given more than once",
            "code, state, error and iss may each appear only once.", StartAgain,
            "Sign in again, and let Google send you back here without changing the address."),
        CallbackRefusal.RedirectUriChanged => Bad("redirect-uri-changed", "No authorization flow in progress: the service's address has changed since",
            "The service's redirect URI changed after this sign-in was started.", StartAgain,
            "Sign in again; the new sign-in uses the new address.") with
        { Page = new ProblemWords("The service's address has changed") },
        CallbackRefusal.AccessDenied => Bad("access-denied", "Access was denied",
            "You did not give permission on Google's page, so nothing was stored.", "If that was a mistake, sign in again at /auth and choose Allow.",
            "If you meant to refuse, you are done: nothing was stored.",
            "Otherwise sign in again, and choose Allow (or Continue) on Google's page.",
            "If Google says that the app is being tested, ask the operator to add your address to the test users."),
        CallbackRefusal.OrganisationInternal => Bad("org-internal", "Only members of the operator's organisation can sign in",
            "This service's OAuth consent screen is set to Internal.", "Sign in with an account of that organisation, or ask the operator to make the consent screen External.",
            "Sign in again with an account of the operator's organisation.",
            "If you don't have one, ask the operator to make the consent screen External."),
        CallbackRefusal.AdminPolicy => Bad("admin-policy", "Your organisation does not allow this",
            "The administrator of your Google Workspace restricts which services can read contacts.", "Ask your administrator to allow this service's OAuth client.",
            "Ask your Google Workspace administrator to allow this service's OAuth client.",
            "Then sign in again.", "Or sign in with an account outside your organisation."),
        CallbackRefusal.RedirectUriMismatch => RedirectUriMismatch,
        CallbackRefusal.GoogleRateLimit => Bad("google-rate-limit", "Google is limiting sign-ins right now",
            "Too many people are signing in through this service.", "Wait a minute, then sign in again at /auth.",
            "Wait a minute.", SignInAgain) with
        { Status = StatusCodes.Status429TooManyRequests, RetryAfter = TimeSpan.FromSeconds(60) },
        CallbackRefusal.GoogleUnavailable => Of(new GoogleFaultException(GoogleFaultKind.Unavailable, "Google sent people back with temporarily_unavailable.")),
        CallbackRefusal.GoogleServerError => Of(new GoogleFaultException(GoogleFaultKind.ServerError, "Google sent people back with server_error.")),
        CallbackRefusal.OtherGoogleError => Bad("google-error", "Google ended the sign-in with an error",
            "Google returned an error instead of a code.", "Sign in again at /auth. If it keeps happening, the operator should check the OAuth client and the consent screen.",
            SignInAgain, "If it keeps happening, ask the operator to check the OAuth client and the consent screen in the Google Cloud Console."),
        CallbackRefusal.ContactsUnticked => Bad("contacts-unticked", "The permission to read contacts was not given",
            "The box for your contacts was not ticked on Google's page, so nothing was stored.", "Sign in again at /auth and tick the box for your contacts.",
            SignInAgain, "On Google's page, tick the box for your contacts. The service can only read them.", "Continue."),
        CallbackRefusal.EmailNotVerified => Bad("email-not-verified", "The email address of this Google account is not verified",
            "Google does not confirm that the address is yours, so nothing was stored.", "Verify the address at https://myaccount.google.com, then sign in again at /auth.",
            "Verify the address at https://myaccount.google.com.", SignInAgain),
        _ => Bad("no-refresh-token", "Google gave no lasting permission",
            "Google's reply has no refresh token and none is stored, so access would end within the hour. Nothing was stored.",
            "Remove this service at https://myaccount.google.com/permissions, then sign in again at /auth.",
            "Remove this service at https://myaccount.google.com/permissions.", SignInAgain),
    };

    public Problem Of(GoogleFaultException fault) => fault.Kind switch
    {
        GoogleFaultKind.BadCode => Bad("bad-code", "The authorization code is not valid",
            "Google does not accept the code: it was used before, has expired, or belongs to another sign-in.", StartAgain,
            "Sign in again; a new sign-in has a new code."),
        GoogleFaultKind.BadIdToken => Bad("bad-id-token", "The reply does not belong to this sign-in",
            "The ID token has the wrong signature, audience, time or nonce. Nothing was stored.", StartAgain,
            SignInAgain, "If it keeps happening, ask the operator to check the clock of the server."),
        GoogleFaultKind.AdminPolicy => Of(CallbackRefusal.AdminPolicy),
        GoogleFaultKind.OrganisationInternal => Of(CallbackRefusal.OrganisationInternal),
        GoogleFaultKind.AccessDenied => Of(CallbackRefusal.AccessDenied),
        GoogleFaultKind.RedirectUriMismatch => RedirectUriMismatch,
        // Whatever kept Google from answering, the caller's part is the same, and the code is likely spent.
        GoogleFaultKind.Timeout or GoogleFaultKind.Unavailable or GoogleFaultKind.ServerError or GoogleFaultKind.Malformed or GoogleFaultKind.Unreachable =>
            GoogleProblems.Of(fault) with { Status = StatusCodes.Status502BadGateway, Solution = "Sign in again at /auth in a few minutes.", Steps = ["Wait a few minutes.", SignInAgain] },
        _ => GoogleProblems.Of(fault),
    };

    private Problem RedirectUriMismatch => Bad("redirect-uri-mismatch", "redirect_uri_mismatch: Google does not know this service's redirect URI",
        $"The redirect URI {redirectUri} is not registered for the OAuth client.", $"For the operator: add exactly {redirectUri} to the authorized redirect URIs, wait a few minutes, then sign in again at /auth.",
        $"Open the OAuth 2.0 client ID at {Console} to edit it.",
        "Under 'Authorized redirect URIs', choose '+ ADD URI' and paste the address below, exactly as shown.",
        "Save, and wait a few minutes.",
        "If people reach the service at another address, set OAUTH_REDIRECT_URI to that, restart, and register it instead.",
        SignInAgain) with
    {
        ResolvedBy = ResolvedBy.Operator,
        Exactly = redirectUri,
        Troubleshooting = new Dictionary<string, string>
        {
            ["google_cloud_console"] = Console,
            ["required_redirect_uri"] = redirectUri,
            ["step_1"] = "Open the OAuth 2.0 client ID to edit it.",
            ["step_2"] = "Under 'Authorized redirect URIs', choose '+ ADD URI' and paste the required_redirect_uri exactly.",
            ["step_3"] = "Save, wait a few minutes, and sign in again at /auth.",
            ["other_address"] = "If people reach the service at another address, set OAUTH_REDIRECT_URI to it.",
        },
    };

    private Problem Bad(string code, string error, string detail, string solution, params IReadOnlyList<string> steps) =>
        new(StatusCodes.Status400BadRequest, code, error, detail, solution)
        {
            Steps = steps,
            Troubleshooting = new Dictionary<string, string>
            {
                ["start_again"] = "/auth",
                ["required_redirect_uri"] = redirectUri,
            },
        };
}
