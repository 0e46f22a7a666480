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

    private const string StartAgain = "Start again at /auth.";

    public Problem Of(CallbackRefusal refusal) => refusal switch
    {
        CallbackRefusal.NoFlow => Bad("no-flow", "No authorization flow in progress",
            "The request has no state and code that this service gave out.", "Visit /auth first, and let Google send you back here."),
        CallbackRefusal.Expired => Bad("flow-expired", "No authorization flow in progress: it has expired",
            "A sign-in must be finished within ten minutes.", StartAgain),
        CallbackRefusal.Replayed => Bad("flow-used", "No authorization flow in progress: this one was used before",
            "Each sign-in counts once; this address was opened already. The token shown then stays valid.", StartAgain),
        CallbackRefusal.OtherBrowser => Bad("other-browser", "No authorization flow in progress in this browser",
            "This sign-in was begun in another browser, or cookies are blocked. Somebody may have sent you the address.",
            "Start again at /auth in this browser, with cookies allowed for this site."),
        CallbackRefusal.WrongIssuer => Bad("wrong-issuer", "The reply does not come from Google",
            "The parameter iss names another issuer than https://accounts.google.com.", StartAgain),
        CallbackRefusal.DoubleParameter => Bad("double-parameter", "A parameter was given more than once",
            "code, state, error and iss may each stand once in the request.", StartAgain),
        CallbackRefusal.RedirectUriChanged => Bad("redirect-uri-changed", "No authorization flow in progress: the service's address has changed since",
            "The sign-in was begun with another redirect URI than the service has now.", StartAgain),
        CallbackRefusal.AccessDenied => Bad("access-denied", "Access was denied",
            "The permission was refused on Google's page, so nothing was stored.", "If that was not meant: start again at /auth and choose Allow."),
        CallbackRefusal.OrganisationInternal => Bad("org-internal", "Only members of the operator's organisation may sign in",
            "The OAuth consent screen of this service is Internal.", "Sign in with an account of that organisation, or ask the operator to make the consent screen External."),
        CallbackRefusal.AdminPolicy => Bad("admin-policy", "Your organisation does not allow this",
            "The administrator of your Google Workspace restricts which services may read contacts.", "Ask your administrator to allow this service's OAuth client."),
        CallbackRefusal.RedirectUriMismatch => RedirectUriMismatch,
        CallbackRefusal.GoogleRateLimit => Bad("google-rate-limit", "Google limits sign-ins for now",
            "Too many people sign in through this service at the moment.", "Wait a minute, then start again at /auth.") with
        { Status = StatusCodes.Status429TooManyRequests, RetryAfter = TimeSpan.FromSeconds(60) },
        CallbackRefusal.OtherGoogleError => Bad("google-error", "Google ended the sign-in with an error",
            "Google sent back an error instead of a code.", "Start again at /auth. If it stays, the operator should check the OAuth client and the consent screen."),
        CallbackRefusal.ContactsUnticked => Bad("contacts-unticked", "The permission to read contacts was not given",
            "The box for contacts was not ticked on Google's page, so nothing was stored.", "Start again at /auth and tick the box for contacts."),
        CallbackRefusal.EmailNotVerified => Bad("email-not-verified", "The e-mail address of this Google account is not verified",
            "Google does not vouch for the address, so nothing was stored.", "Verify the address at https://myaccount.google.com, then start again at /auth."),
        _ => Bad("no-refresh-token", "Google gave no lasting permission",
            "Google's reply has no refresh token and none is stored, so the access would end within the hour. Nothing was stored.",
            "Remove this service at https://myaccount.google.com/permissions, then start again at /auth."),
    };

    public Problem Of(GoogleFaultException fault) => fault.Kind switch
    {
        GoogleFaultKind.BadCode => Bad("bad-code", "The authorization code is not valid",
            "Google does not accept the code: it was used before, has expired, or belongs to another sign-in.", StartAgain),
        GoogleFaultKind.BadIdToken => Bad("bad-id-token", "The reply does not belong to this sign-in",
            "The ID token does not match: wrong signature, audience, time or nonce. Nothing was stored.", StartAgain),
        GoogleFaultKind.RedirectUriMismatch => RedirectUriMismatch,
        // Whatever kept Google from answering, the caller's part is the same, and the code is likely spent.
        GoogleFaultKind.Timeout or GoogleFaultKind.Unavailable or GoogleFaultKind.ServerError or GoogleFaultKind.Malformed or GoogleFaultKind.Unreachable =>
            GoogleProblems.Of(fault) with { Status = StatusCodes.Status502BadGateway, Solution = "Start again at /auth in a few minutes." },
        _ => GoogleProblems.Of(fault),
    };

    private Problem RedirectUriMismatch => Bad("redirect-uri-mismatch", "redirect_uri_mismatch: Google does not know this service's redirect URI",
        $"The redirect URI {redirectUri} is not registered for the OAuth client.",
        $"The operator's turn: add exactly {redirectUri} to the authorized redirect URIs, wait a few minutes, then start again at /auth.") with
    {
        Troubleshooting = new Dictionary<string, string>
        {
            ["google_cloud_console"] = "https://console.cloud.google.com/apis/credentials",
            ["required_redirect_uri"] = redirectUri,
            ["step_1"] = "Open the OAuth 2.0 client ID to edit it.",
            ["step_2"] = "Under 'Authorized redirect URIs', choose '+ ADD URI' and paste the required_redirect_uri exactly.",
            ["step_3"] = "Save, wait a few minutes, and start again at /auth.",
            ["other_address"] = "Where people reach the service under another address, set OAUTH_REDIRECT_URI to it.",
        },
    };

    private Problem Bad(string code, string error, string detail, string solution) =>
        new(StatusCodes.Status400BadRequest, code, error, detail, solution)
        {
            Troubleshooting = new Dictionary<string, string>
            {
                ["start_again"] = "/auth",
                ["required_redirect_uri"] = redirectUri,
            },
        };
}
