using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.Google;

/// <summary>What Google's faults mean to a caller: the status, whose turn it is, and what to do. The same wherever a fault arises.</summary>
internal static class GoogleProblems
{
    private const string SignInAgain = "Sign in again at /auth; the token you hold works again after that, and you get another one.";
    private const string TryLater = "Try again in a few minutes. If it stays, see https://www.google.com/appsstatus.";

    public static Problem Of(GoogleFaultException fault)
    {
        var problem = Of(fault.Kind);
        return fault.Kind switch
        {
            GoogleFaultKind.CredentialsFile => problem with { Error = fault.Message.Split(". ")[0], Solution = $"The operator's turn: {fault.Message}", Steps = [fault.Message, "Once the file is in place, start again. No restart is needed."] },
            GoogleFaultKind.RateLimited => problem with { RetryAfter = fault.RetryAfter ?? TimeSpan.FromSeconds(60) },
            GoogleFaultKind.Unavailable => problem with { RetryAfter = fault.RetryAfter ?? TimeSpan.FromSeconds(30) },
            _ => problem,
        };
    }

    /// <summary>What a fault of this kind looks like to a caller, for the published document.</summary>
    public static Problem Example(GoogleFaultKind kind) => Of(ExampleFault(kind));

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
            "Google says that this sign-in does not include your contacts.", "Sign in again at /auth and leave the box for contacts ticked."),
        GoogleFaultKind.OtherClient => new(503, "other-oauth-client", "The stored sign-in belongs to another OAuth client",
            "credentials.json names another OAuth client than the one that you gave permission to.",
            "The operator's turn: put back the credentials.json of the earlier client. Where the change was meant: sign in again at /auth."),
        GoogleFaultKind.CredentialsFile => new(503, "credentials-file", "Credentials file not found",
            "Gcd cannot talk to Google without the credentials file of its OAuth client.", string.Empty),
        GoogleFaultKind.ClientRefused => new(503, "invalid-client", "Google refuses this service's OAuth client",
            "The client id or secret in credentials.json is wrong, or the client was deleted or disabled.",
            "The operator's turn: download credentials.json of the OAuth client again (https://console.cloud.google.com/apis/credentials) and put it in place; no restart is needed."),
        GoogleFaultKind.AdminPolicy => new(403, "admin-policy", "Your organisation does not allow this",
            "The administrator of your Google Workspace restricts which services may read contacts.",
            "Ask your administrator to allow this service's OAuth client. Your sign-in is kept: the token you hold works again after that."),
        GoogleFaultKind.OrganisationInternal => new(403, "org-internal", "Only members of the operator's organisation may use this service",
            "The OAuth consent screen of this service is Internal.",
            "Sign in with an account of that organisation, or ask the operator to make the consent screen External. Your sign-in is kept."),
        GoogleFaultKind.AccessDenied => new(403, "google-denies-access", "Google denies access to this account",
            "Google refused to renew the permission that you gave, but did not withdraw it.",
            "Sign in again at /auth. If Google refuses that too, ask the administrator of your organisation's Google Workspace."),
        GoogleFaultKind.ApiDisabled => new(503, "people-api-disabled", "The People API is not enabled",
            "The Google Cloud project of this service has not enabled the Google People API.",
            "The operator's turn: enable it at https://console.cloud.google.com/apis/library/people.googleapis.com and wait a few minutes."),
        GoogleFaultKind.SealedUnderOtherKey => new(503, "key-missing", "The stored sign-in is sealed under a key that is not configured",
            "The service lacks the encryption key that this sign-in was stored under. Nothing is lost.",
            "The operator's turn: add that key to GOOGLE_ENCRYPTION_KEYS_ACCEPTED; the log names its id."),
        GoogleFaultKind.RateLimited => new(429, "google-quota", "Google's quota is used up for now",
            "Google limits how often contacts may be read.", "Wait as long as Retry-After says, then try again. Let no two downloads of one person run at once."),
        GoogleFaultKind.Unavailable => new(503, "google-unavailable", "Google is not available now", "Google asked to come back later.", TryLater),
        GoogleFaultKind.ServerError => new(502, "google-server-error", "Google failed", "Google answered with an error of its own.", TryLater),
        GoogleFaultKind.Timeout => new(504, "google-timeout", "Google took too long to answer", "Google did not answer in time.", TryLater),
        GoogleFaultKind.Unreachable => new(502, "google-unreachable", "Google cannot be reached", "The connection to Google failed or broke off.",
            TryLater + " The operator can check that this machine reaches Google's addresses."),
        GoogleFaultKind.Malformed => new(502, "google-malformed", "Google's reply was not usable", "Google's reply was cut off or not what its contract says.", TryLater),
        GoogleFaultKind.PageTooLarge => new(502, "page-too-large", "A page of contacts is too large", "One page of contacts is above 16 MiB.",
            "The operator's turn: set a smaller PAGE_SIZE."),
        GoogleFaultKind.ContactTooLarge => new(502, "contact-too-large", "A contact is too large", "One of the contacts is above 1 MiB.",
            "Shorten the largest contact at https://contacts.google.com, or let the operator ask for fewer PERSON_FIELDS or a smaller PAGE_SIZE."),
        GoogleFaultKind.TokenRejected => new(502, "google-rejects-token", "Google rejects a token that it has just given",
            "Google accepted the stored sign-in but not the access token that came of it.", "Try again in a few minutes. If it stays, sign in again at /auth."),
        _ => new(502, "google-refused", "Google refused the request", "Google answered the request with an error that is not temporary.",
            "Try again later. If it stays, the operator finds Google's reason in the log."),
    };
}
