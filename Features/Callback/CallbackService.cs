using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Callback;

/// <summary>Finishes a sign-in: checks the flow, uses its state once, exchanges the code, verifies who it is, and saves.</summary>
internal sealed partial class CallbackService(
    FlowStates states,
    ITokenStore store,
    GoogleOAuth google,
    IdTokenVerifier idTokens,
    CredentialsFile credentials,
    SignIns signIns,
    ExchangesInFlight exchanges,
    GcdSettings settings,
    TimeProvider time,
    ILogger<CallbackService> logger)
{
    private const string GoogleIssuer = "https://accounts.google.com";

    // A replay just after the state's end must still be seen as one.
    private static readonly TimeSpan KeepUsedState = TimeSpan.FromMinutes(5);

    /// <summary>What can be told without using anything up. HEAD asks this alone.</summary>
    /// <param name="request">What came back.</param>
    /// <param name="isSameBrowser">Whether the caller's cookie has the given fingerprint.</param>
    public (FlowState? Flow, CallbackRefusal Refusal) Check(CallbackRequest request, Func<string, bool> isSameBrowser)
    {
        if (request.HasDoubles)
        {
            return (null, CallbackRefusal.DoubleParameter);
        }

        // Mix-up (RFC 9207): the parameter is optional at Google, but a foreign one is never right.
        if (request.Issuer is { } issuer && issuer != GoogleIssuer)
        {
            return (null, CallbackRefusal.WrongIssuer);
        }

        if (request.Error is { } error)
        {
            return (null, FromError(error));
        }

        if (request.State is null || request.Code is null || states.Open(request.State) is not { } flow)
        {
            return (null, CallbackRefusal.NoFlow);
        }

        return true switch
        {
            _ when flow.EndsAt <= time.GetUtcNow() => (null, CallbackRefusal.Expired),
            _ when flow.Browser is { } browser && !isSameBrowser(browser) => (null, CallbackRefusal.OtherBrowser),
            _ when flow.RedirectUri != settings.RedirectUri.OriginalString => (null, CallbackRefusal.RedirectUriChanged),
            _ => (flow, default),
        };
    }

    /// <summary>Whether it belongs to a sign-in that began here. Anybody can open the address without one.</summary>
    public bool IsOfOurs(CallbackRequest request) => request.State is { } state && states.Open(state) is not null;

    /// <summary>Exchanges the code and saves the sign-in.</summary>
    /// <exception cref="GoogleFaultException">Google refused or did not answer.</exception>
    /// <exception cref="StoreUnavailableException">Nothing could be saved.</exception>
    public async Task<(CallbackResponse? Response, CallbackRefusal Refusal)> FinishAsync(FlowState flow, string code, CancellationToken ct)
    {
        var client = credentials.Require();
        if (!await store.UseStateAsync(flow.Nonce, flow.EndsAt + KeepUsedState, ct))
        {
            return (null, CallbackRefusal.Replayed);
        }

        // Not cancellable from here: the code is spent, and a caller that hangs up must not leave half a sign-in.
        await using var inFlight = await exchanges.BeginAsync(flow.Nonce, CancellationToken.None);
        var tokens = await google.ExchangeAsync(code, flow.CodeVerifier, flow.RedirectUri, CancellationToken.None);
        var person = await idTokens.VerifyAsync(tokens.IdToken, client.ClientId, flow.Nonce, CancellationToken.None);
        if (tokens.Scopes is { } granted && !GoogleScopes.AllowContacts(granted))
        {
            return (null, CallbackRefusal.ContactsUnticked);
        }

        if (!person.IsEmailVerified)
        {
            return (null, CallbackRefusal.EmailNotVerified);
        }

        if (await signIns.SaveAsync(person, tokens, client.ClientId, CancellationToken.None) is not { } issued)
        {
            return (null, CallbackRefusal.NoRefreshToken);
        }

        Log.SignedIn(logger, UserHash.Of(person.Email));
        return (CallbackResponse.For(person.Email, issued.Token, issued.Row.ExpiresAt), default);
    }

    /// <summary>Leaves the fault for the operator; the caller gets advice instead.</summary>
    public void Tell(GoogleFaultException fault) => Log.Failed(logger, fault.Kind, fault.Message);

    private static CallbackRefusal FromError(string error) => error switch
    {
        "access_denied" => CallbackRefusal.AccessDenied,
        "org_internal" => CallbackRefusal.OrganisationInternal,
        "admin_policy_enforced" => CallbackRefusal.AdminPolicy,
        "redirect_uri_mismatch" => CallbackRefusal.RedirectUriMismatch,
        "rate_limit_exceeded" => CallbackRefusal.GoogleRateLimit,
        _ => CallbackRefusal.OtherGoogleError,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{UserHash} signed in", EventName = "SignedIn")]
        public static partial void SignedIn(ILogger logger, string userHash);

        [LoggerMessage(2, LogLevel.Warning, "A sign-in failed at Google, {Kind}: {Reason}", EventName = "SignInFailed")]
        public static partial void Failed(ILogger logger, GoogleFaultKind kind, string reason);
    }
}
