using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Google;

/// <summary>What Google's faults mean to a caller: the status, who can fix it, and what to do. The same wherever a fault arises.</summary>
internal static class GoogleProblems
{
    private const string SignInAgain = "Sign in again at /auth. Your present token then works again, and you get another one.";
    private const string TryLater = "Try again in a few minutes. If it keeps happening, see https://www.google.com/appsstatus.";

    public static Problem Of(GoogleFaultException fault)
    {
        var problem = Of(fault.Kind);
        return fault.Kind switch
        {
            GoogleFaultKind.CredentialsFile => problem with { Error = fault.Message.Split(". ")[0], Solution = $"For the operator: {fault.Message}", Steps = [fault.Message, "Then try again."] },
            GoogleFaultKind.RateLimited => problem with { RetryAfter = fault.RetryAfter ?? TimeSpan.FromSeconds(60) },
            GoogleFaultKind.Unavailable => problem with { RetryAfter = fault.RetryAfter ?? TimeSpan.FromSeconds(30) },
            _ => problem,
        };
    }

    /// <summary>What a fault of this kind looks like to a caller, for the published document.</summary>
    public static Problem Example(GoogleFaultKind kind) => Of(ExampleFault(kind));

    /// <summary>What may go wrong where labels are read: no code is exchanged, and no contact read.</summary>
    public static IEnumerable<Problem> ExamplesOfLabels => Enum.GetValues<GoogleFaultKind>()
        .Except([GoogleFaultKind.BadCode, GoogleFaultKind.BadIdToken, GoogleFaultKind.RedirectUriMismatch, GoogleFaultKind.ContactTooLarge, GoogleFaultKind.SyncTokenExpired])
        .Select(Example);

    /// <summary>What may go wrong where contacts are read: no code is exchanged.</summary>
    public static IEnumerable<Problem> ExamplesOfDownloads => Enum.GetValues<GoogleFaultKind>()
        .Except([GoogleFaultKind.BadCode, GoogleFaultKind.BadIdToken, GoogleFaultKind.RedirectUriMismatch, GoogleFaultKind.SyncTokenExpired])
        .Select(Example);

    public static GoogleFaultException ExampleFault(GoogleFaultKind kind) => new(kind, CredentialsFile.NotFound);

    private static Problem Of(GoogleFaultKind kind) => Describe(kind) with { ResolvedBy = IsOperators(kind) ? ResolvedBy.Operator : ResolvedBy.Caller };

    private static bool IsOperators(GoogleFaultKind kind) => kind
        is GoogleFaultKind.OtherClient or GoogleFaultKind.CredentialsFile or GoogleFaultKind.ClientRefused or GoogleFaultKind.ApiDisabled
        or GoogleFaultKind.SealedUnderOtherKey or GoogleFaultKind.PageTooLarge;

    private static Problem Describe(GoogleFaultKind kind) => kind switch
    {
        GoogleFaultKind.SignInAgain => new(401, "sign-in-again", "Google no longer accepts the stored sign-in: sign in again",
            "The permission that you gave was revoked, has expired, or went unused for too long.", SignInAgain),
        GoogleFaultKind.ContactsScopeMissing => new(403, "contacts-permission-missing", "The permission to read contacts is missing",
            "Google reports that your sign-in does not include access to your contacts.", "Sign in again at /auth and leave the box for your contacts ticked."),
        GoogleFaultKind.OtherClient => new(503, "other-oauth-client", "The stored sign-in belongs to another OAuth client",
            "You gave permission to another OAuth client than the one in credentials.json.",
            "For the operator: put the credentials.json of the earlier client back. If the change was intended, sign in again at /auth."),
        GoogleFaultKind.CredentialsFile => new(503, "credentials-file", "Credentials file not found",
            "Gcd needs the credentials file of its OAuth client to reach Google.", string.Empty),
        GoogleFaultKind.ClientRefused => new(503, "invalid-client", "Google refuses this service's OAuth client",
            "The client id or secret in credentials.json is wrong, or the client was deleted or disabled.",
            "For the operator: download the OAuth client's credentials.json again from https://console.cloud.google.com/apis/credentials and replace the file; no restart is needed."),
        GoogleFaultKind.AdminPolicy => new(403, "admin-policy", "Your organisation does not allow this",
            "The administrator of your Google Workspace restricts which services can read contacts.",
            "Ask your administrator to allow this service's OAuth client. Your sign-in is kept, and your token then works again."),
        GoogleFaultKind.OrganisationInternal => new(403, "org-internal", "Only members of the operator's organisation can use this service",
            "This service's OAuth consent screen is set to Internal.",
            "Sign in with an account of that organisation, or ask the operator to make the consent screen External. Your sign-in is kept."),
        GoogleFaultKind.AccessDenied => new(403, "google-denies-access", "Google denies access to this account",
            "Google refused to renew the permission that you gave, but did not withdraw it.",
            "Sign in again at /auth. If Google refuses that too, ask your Google Workspace administrator."),
        GoogleFaultKind.ApiDisabled => new(503, "people-api-disabled", "The People API is not enabled",
            "The Google People API is not enabled in this service's Google Cloud project.",
            "For the operator: enable it at https://console.cloud.google.com/apis/library/people.googleapis.com and wait a few minutes."),
        GoogleFaultKind.SealedUnderOtherKey => new(503, "key-missing", "The stored sign-in is encrypted with a key that is not configured",
            "The service does not have the key that this sign-in was encrypted with. Nothing is lost.",
            "For the operator: add that key to GOOGLE_ENCRYPTION_KEYS_ACCEPTED; the log names its id."),
        GoogleFaultKind.RateLimited => new(429, "google-quota", "Google's quota is used up for now",
            "Google limits how often contacts can be read.", "Wait the number of seconds in Retry-After, then try again. Run one download at a time."),
        GoogleFaultKind.Unavailable => new(503, "google-unavailable", "Google is not available right now", "Google asked the service to try again later.", TryLater),
        GoogleFaultKind.ServerError => new(502, "google-server-error", "Google failed", "Google answered with a server error.", TryLater),
        GoogleFaultKind.Timeout => new(504, "google-timeout", "Google took too long to answer", "Google did not answer in time.", TryLater),
        GoogleFaultKind.Unreachable => new(502, "google-unreachable", "Google cannot be reached", "The connection to Google failed or broke off.",
            TryLater + " The operator can check that the server reaches Google's addresses."),
        GoogleFaultKind.Malformed => new(502, "google-malformed", "Google's reply was not usable", "Google's reply was incomplete, or not what its API promises.", TryLater),
        GoogleFaultKind.PageTooLarge => new(502, "page-too-large", "A page of contacts is too large", "One page of contacts is larger than 16 MiB.",
            "For the operator: set a smaller PAGE_SIZE."),
        GoogleFaultKind.ContactTooLarge => new(502, "contact-too-large", "A contact is too large", "One of the contacts is larger than 1 MiB.",
            "Shorten the largest contact at https://contacts.google.com, or ask the operator to set fewer PERSON_FIELDS or a smaller PAGE_SIZE."),
        GoogleFaultKind.TokenRejected => new(502, "google-rejects-token", "Google rejects a token that it has just issued",
            "Google accepted the stored sign-in, but not the access token that it issued for it.", "Try again in a few minutes. If it keeps happening, sign in again at /auth."),
        _ => new(502, "google-refused", "Google refused the request", "Google answered with an error that is not temporary.",
            "Try again later. If it keeps happening, ask the operator: the log has Google's reason."),
    };
}
