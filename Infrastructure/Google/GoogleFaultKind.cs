namespace Gcd.Infrastructure.Google;

/// <summary>Every way in which Google, or what Gcd holds of it, can fail to give contacts.</summary>
internal enum GoogleFaultKind
{
    /// <summary>The grant is dead (<c>invalid_grant</c> at refresh); only the person can mend it.</summary>
    SignInAgain,

    /// <summary>The person did not grant the contacts scope.</summary>
    ContactsScopeMissing,

    /// <summary>The grant was given to another OAuth client than credentials.json names.</summary>
    OtherClient,

    /// <summary>credentials.json is missing, unreadable or not usable.</summary>
    CredentialsFile,

    /// <summary>Google refuses the OAuth client (<c>invalid_client</c> and the like).</summary>
    ClientRefused,

    /// <summary>The administrator of the person's organisation does not allow it (<c>admin_policy_enforced</c> and the like).</summary>
    AdminPolicy,

    /// <summary>The consent screen is Internal, and the person is not of the operator's organisation (<c>org_internal</c>).</summary>
    OrganisationInternal,

    /// <summary>Google denies access without calling the grant dead (<c>access_denied</c>, <c>consent_required</c> and the like).</summary>
    AccessDenied,

    /// <summary>The redirect URI is not among those registered for the client.</summary>
    RedirectUriMismatch,

    /// <summary>The authorisation code is bad, used or expired (<c>invalid_grant</c> at the exchange).</summary>
    BadCode,

    /// <summary>The ID token is missing, or its signature, audience, issuer, time or nonce is wrong.</summary>
    BadIdToken,

    /// <summary>The People API is not enabled in the Cloud project.</summary>
    ApiDisabled,

    /// <summary>Google's quota: 429, or 403 with a quota reason.</summary>
    RateLimited,

    /// <summary>No connection, or one that broke.</summary>
    Unreachable,

    /// <summary>A 5xx other than 503 and 504.</summary>
    ServerError,

    /// <summary>Google answered 503.</summary>
    Unavailable,

    /// <summary>Google took too long, or answered 504.</summary>
    Timeout,

    /// <summary>Google's reply is not what its contract says.</summary>
    Malformed,

    /// <summary>A reply above the limit for one page.</summary>
    PageTooLarge,

    /// <summary>One contact above the limit.</summary>
    ContactTooLarge,

    /// <summary>Google does not take the access token; a refresh may cure it.</summary>
    TokenRejected,

    /// <summary>Google no longer knows what a sync token stands for: everything has to be read anew.</summary>
    SyncTokenExpired,

    /// <summary>Google refuses the request for another reason.</summary>
    Refused,

    /// <summary>The stored grant cannot be opened with the configured keys.</summary>
    SealedUnderOtherKey,
}
