namespace Gcd.Features.Callback;

/// <summary>The ways in which a sign-in ends without a token, Google's own faults aside.</summary>
internal enum CallbackRefusal
{
    NoFlow,
    Expired,
    Replayed,
    OtherBrowser,
    WrongIssuer,
    DoubleParameter,
    RedirectUriChanged,
    AccessDenied,
    OrganisationInternal,
    AdminPolicy,
    RedirectUriMismatch,
    GoogleRateLimit,
    GoogleUnavailable,
    GoogleServerError,
    OtherGoogleError,
    ContactsUnticked,
    EmailNotVerified,
    NoRefreshToken,
}
