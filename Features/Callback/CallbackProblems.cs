using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;

namespace Gcd.Features.Callback;

/// <summary>What each refusal of a sign-in tells the caller. Google's own words never get in: only known codes are mapped.</summary>
/// <param name="redirectUri">What the operator must have registered.</param>
internal sealed class CallbackProblems(string redirectUri)
{
    public static readonly Problem NotAForm = new(
        StatusCodes.Status400BadRequest,
        "not-a-form",
        "The body is no form",
        "POST /oauth2callback takes the fields code and state as application/x-www-form-urlencoded.",
        "Send them as a form, such as: curl --data-urlencode code=... --data-urlencode state=... <address>/oauth2callback");

    /// <summary>A reply that the browser does not keep: a code is exchanged once, and only for a person who sees the token.</summary>
    public static readonly Problem Prefetched = new(
        StatusCodes.Status409Conflict,
        "prefetched",
        "The browser asked for this page before it was opened",
        "Each sign-in counts once, so it is finished only when the page is opened. Nothing was used up.",
        "Open the address, or load the page again: the sign-in still works.");

    private const string StartAgain = "Start again at /auth.";
    private const string Console = "https://console.cloud.google.com/apis/credentials";

    public Problem Of(CallbackRefusal refusal) => refusal switch
    {
        CallbackRefusal.NoFlow => Bad("no-flow", "No authorization flow in progress",
            "The request has no state and code that this service gave out. A page that showed a token shows it once, and not again when you come back to it or load it anew.",
            "Visit /auth first, and let Google send you back here.",
            "Start again.", "Continue to Google, and let Google send you back here.", "Copy the token from the page that follows."),
        CallbackRefusal.Expired => Bad("flow-expired", "No authorization flow in progress: it has expired",
            "A sign-in must be finished within ten minutes.", StartAgain,
            "Start again.", "Finish on Google's pages within ten minutes."),
        CallbackRefusal.Replayed => Bad("flow-used", "No authorization flow in progress: this one was used before",
            "Each sign-in counts once; this address was opened already. The token shown then stays valid.", StartAgain,
            "If you copied the token the first time, use it: it is good.", "Otherwise start again; you get another token."),
        CallbackRefusal.OtherBrowser => Bad("other-browser", "No authorization flow in progress in this browser",
            "This sign-in was begun in another browser, or cookies are blocked. Somebody may have sent you the address.",
            "Start again at /auth in this browser, with cookies allowed for this site.",
            "If somebody sent you this address, close the page: it may be an attempt to sign you in to a stranger's account.",
            "Allow cookies for this site; one is needed for the quarter of an hour of a sign-in.", "Start again, and stay in this browser."),
        CallbackRefusal.WrongIssuer => Bad("wrong-issuer", "The reply does not come from Google",
            "The parameter iss names another issuer than https://accounts.google.com.", StartAgain,
            "Do not use the address that led you here.", "Start again from this site."),
        CallbackRefusal.DoubleParameter => Bad("double-parameter", "A parameter was given more than once",
            "code, state, error and iss may each stand once in the request.", StartAgain,
            "Start again, and let Google send you back here without changing the address."),
        CallbackRefusal.RedirectUriChanged => Bad("redirect-uri-changed", "No authorization flow in progress: the service's address has changed since",
            "The sign-in was begun with another redirect URI than the service has now.", StartAgain,
            "Start again; the new sign-in uses the new address."),
        CallbackRefusal.AccessDenied => Bad("access-denied", "Access was denied",
            "The permission was refused on Google's page, so nothing was stored.", "If that was not meant: start again at /auth and choose Allow.",
            "If you meant to refuse, you are done: nothing was stored.",
            "Otherwise start again, and choose Allow (or Continue) on Google's page.",
            "If Google says that the app is being tested, ask the operator to add your address to the test users."),
        CallbackRefusal.OrganisationInternal => Bad("org-internal", "Only members of the operator's organisation may sign in",
            "The OAuth consent screen of this service is Internal.", "Sign in with an account of that organisation, or ask the operator to make the consent screen External.",
            "Start again, and choose an account of the operator's organisation.",
            "If you have none, ask the operator to make the consent screen External."),
        CallbackRefusal.AdminPolicy => Bad("admin-policy", "Your organisation does not allow this",
            "The administrator of your Google Workspace restricts which services may read contacts.", "Ask your administrator to allow this service's OAuth client.",
            "Ask the administrator of your organisation's Google Workspace to allow this service's OAuth client.",
            "Once that is done, start again.", "Or start again with an account that is not your organisation's."),
        CallbackRefusal.RedirectUriMismatch => RedirectUriMismatch,
        CallbackRefusal.GoogleRateLimit => Bad("google-rate-limit", "Google limits sign-ins for now",
            "Too many people sign in through this service at the moment.", "Wait a minute, then start again at /auth.",
            "Wait a minute.", "Start again.") with
        { Status = StatusCodes.Status429TooManyRequests, RetryAfter = TimeSpan.FromSeconds(60) },
        CallbackRefusal.GoogleUnavailable => Of(new GoogleFaultException(GoogleFaultKind.Unavailable, "Google sent people back with temporarily_unavailable.")),
        CallbackRefusal.GoogleServerError => Of(new GoogleFaultException(GoogleFaultKind.ServerError, "Google sent people back with server_error.")),
        CallbackRefusal.OtherGoogleError => Bad("google-error", "Google ended the sign-in with an error",
            "Google sent back an error instead of a code.", "Start again at /auth. If it stays, the operator should check the OAuth client and the consent screen.",
            "Start again.", "If it stays, tell the operator, who should check the OAuth client and the consent screen in the Google Cloud Console."),
        CallbackRefusal.ContactsUnticked => Bad("contacts-unticked", "The permission to read contacts was not given",
            "The box for contacts was not ticked on Google's page, so nothing was stored.", "Start again at /auth and tick the box for contacts.",
            "Start again.", "On Google's page, tick the box for your contacts. The service can only read them.", "Continue."),
        CallbackRefusal.EmailNotVerified => Bad("email-not-verified", "The e-mail address of this Google account is not verified",
            "Google does not vouch for the address, so nothing was stored.", "Verify the address at https://myaccount.google.com, then start again at /auth.",
            "Verify the address at https://myaccount.google.com.", "Start again."),
        _ => Bad("no-refresh-token", "Google gave no lasting permission",
            "Google's reply has no refresh token and none is stored, so the access would end within the hour. Nothing was stored.",
            "Remove this service at https://myaccount.google.com/permissions, then start again at /auth.",
            "Remove this service at https://myaccount.google.com/permissions.", "Start again."),
    };

    public Problem Of(GoogleFaultException fault) => fault.Kind switch
    {
        GoogleFaultKind.BadCode => Bad("bad-code", "The authorization code is not valid",
            "Google does not accept the code: it was used before, has expired, or belongs to another sign-in.", StartAgain,
            "Start again; a new sign-in has a new code."),
        GoogleFaultKind.BadIdToken => Bad("bad-id-token", "The reply does not belong to this sign-in",
            "The ID token does not match: wrong signature, audience, time or nonce. Nothing was stored.", StartAgain,
            "Start again.", "If it stays, ask the operator to check the clock of the machine that Gcd runs on."),
        GoogleFaultKind.AdminPolicy => Of(CallbackRefusal.AdminPolicy),
        GoogleFaultKind.OrganisationInternal => Of(CallbackRefusal.OrganisationInternal),
        GoogleFaultKind.AccessDenied => Of(CallbackRefusal.AccessDenied),
        GoogleFaultKind.RedirectUriMismatch => RedirectUriMismatch,
        // Whatever kept Google from answering, the caller's part is the same, and the code is likely spent.
        GoogleFaultKind.Timeout or GoogleFaultKind.Unavailable or GoogleFaultKind.ServerError or GoogleFaultKind.Malformed or GoogleFaultKind.Unreachable =>
            GoogleProblems.Of(fault) with { Status = StatusCodes.Status502BadGateway, Solution = "Start again at /auth in a few minutes.", Steps = ["Wait a few minutes.", "Start again."] },
        _ => GoogleProblems.Of(fault),
    };

    private Problem RedirectUriMismatch => Bad("redirect-uri-mismatch", "redirect_uri_mismatch: Google does not know this service's redirect URI",
        $"The redirect URI {redirectUri} is not registered for the OAuth client.", $"The operator's turn: add exactly {redirectUri} to the authorized redirect URIs, wait a few minutes, then start again at /auth.",
        $"Open the OAuth 2.0 client ID at {Console} to edit it.",
        "Under 'Authorized redirect URIs', choose '+ ADD URI' and paste the address below, exactly as it stands.",
        "Save, and wait a few minutes.",
        "Where people reach the service under another address, set OAUTH_REDIRECT_URI to that, restart, and register it instead.",
        "Start again.") with
    {
        ResolvedBy = ResolvedBy.Operator,
        Exactly = redirectUri,
        Troubleshooting = new Dictionary<string, string>
        {
            ["google_cloud_console"] = Console,
            ["required_redirect_uri"] = redirectUri,
            ["step_1"] = "Open the OAuth 2.0 client ID to edit it.",
            ["step_2"] = "Under 'Authorized redirect URIs', choose '+ ADD URI' and paste the required_redirect_uri exactly.",
            ["step_3"] = "Save, wait a few minutes, and start again at /auth.",
            ["other_address"] = "Where people reach the service under another address, set OAUTH_REDIRECT_URI to it.",
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
