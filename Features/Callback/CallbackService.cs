using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Callback;

/// <summary>Finishes a sign-in: checks the flow, uses its state once, exchanges the code, verifies who it is, and saves.</summary>
internal sealed partial class CallbackService(
    FlowStates states,
    ITokenStore store,
    GoogleOAuth google,
    IdTokenVerifier idTokens,
    CredentialsFile credentials,
    EarlierAddresses earlier,
    SignIns signIns,
    TokenIssuer issuer,
    Revocation revocation,
    ExchangesInFlight exchanges,
    GcdSettings settings,
    GcdMetrics metrics,
    TimeProvider time,
    ILogger<CallbackService> logger)
{
    private const string GoogleIssuer = "https://accounts.google.com";

    // A replay just after the state's end must still be seen as one.
    private static readonly TimeSpan KeepUsedState = TimeSpan.FromMinutes(5);

    /// <summary>What would refuse the request before anything is used up; null when it may go on.</summary>
    /// <param name="request">What came back from Google.</param>
    /// <param name="browser">The fingerprint of the caller's browser, or null when it sent no cookie.</param>
    public CallbackRefusal? Check(CallbackRequest request, string? browser) => RefusalOf(request, Open(request), browser);

    /// <summary>Finishes the sign-in, counts it and logs how it ended.</summary>
    /// <param name="request">What came back from Google.</param>
    /// <param name="browser">The fingerprint of the caller's browser, or null when it sent no cookie.</param>
    /// <param name="ct">Stops the work only until the state is used.</param>
    /// <exception cref="StoreUnavailableException">Nothing could be saved.</exception>
    public async Task<SignInOutcome> RunAsync(CallbackRequest request, string? browser, CancellationToken ct)
    {
        var flow = Open(request);
        SignInOutcome? outcome = null;
        try
        {
            outcome = RefusalOf(request, flow, browser) is { } refusal
                ? new SignInOutcome.Refused(refusal)
                : await FinishAsync(flow!, request.Code!, ct);
        }
        catch (GoogleFaultException fault)
        {
            outcome = new SignInOutcome.Failed(fault);
        }
        catch (UnknownLabelException unknown)
        {
            outcome = new SignInOutcome.NoSuchLabel(unknown);
        }
        finally
        {
            // Only sign-ins that began here count; anybody can open the address.
            if (flow is not null)
            {
                metrics.CountFlow(isSuccess: outcome is SignInOutcome.Done);
            }
        }

        LogEnd(outcome);
        return outcome;
    }

    private FlowState? Open(CallbackRequest request) => request.State is [{ } state, ..] ? states.Open(state) : null;

    private CallbackRefusal? RefusalOf(CallbackRequest request, FlowState? flow, string? browser) => (request, flow) switch
    {
        _ when request.HasRepeated() => CallbackRefusal.DoubleParameter,
        // Mix-up (RFC 9207): the parameter is optional at Google, but a foreign one is never right.
        ({ Iss: not ([] or [null or "" or GoogleIssuer]) }, _) => CallbackRefusal.WrongIssuer,
        ({ Error: [{ Length: > 0 } error] }, _) => FromError(error),
        ({ Code: not [{ Length: > 0 }] }, _) or (_, null) => CallbackRefusal.NoFlow,
        _ when flow.EndsAt <= time.GetUtcNow() => CallbackRefusal.Expired,
        _ when flow.Browser is { } beganIn && !BrowserCookie.IsSame(beganIn, browser) => CallbackRefusal.OtherBrowser,
        _ when flow.RedirectUri != settings.RedirectUri.OriginalString => CallbackRefusal.RedirectUriChanged,
        _ => null,
    };

    private async Task<SignInOutcome> FinishAsync(FlowState flow, string code, CancellationToken ct)
    {
        var client = credentials.Require();
        if (!await store.UseStateAsync(flow.Nonce, flow.EndsAt + KeepUsedState, ct))
        {
            return new SignInOutcome.Refused(CallbackRefusal.Replayed);
        }

        // Not cancellable from here: the code is spent, and a caller that hangs up must not leave half a sign-in.
        await using var inFlight = await exchanges.BeginAsync(flow.Nonce, CancellationToken.None);
        var tokens = await google.ExchangeAsync(code, flow.CodeVerifier, flow.RedirectUri, CancellationToken.None);
        var person = await idTokens.VerifyAsync(tokens.IdToken, client.ClientId, flow.Nonce, CancellationToken.None);
        if (tokens.Scopes is { } granted && !GoogleScopes.AllowContacts(granted))
        {
            return new SignInOutcome.Refused(CallbackRefusal.ContactsUnticked);
        }

        if (!person.IsEmailVerified)
        {
            return new SignInOutcome.Refused(CallbackRefusal.EmailNotVerified);
        }

        await earlier.SettleAsync(person, CancellationToken.None);
        if (await signIns.SaveAsync(person, tokens, client.ClientId, CancellationToken.None, Choose(flow)) is not { } saved)
        {
            return new SignInOutcome.Refused(CallbackRefusal.NoRefreshToken);
        }

        if (saved.Displaced is { } displaced)
        {
            // Beside the reply, as far as it goes: it waits for the sign-ins that run now, this one among them.
            _ = revocation.ForgetAsync(displaced, CancellationToken.None);
        }

        return new SignInOutcome.Done(CallbackResponse.For(person.Email, saved.Token, saved.Row.ExpiresAt), saved.User, flow);
    }

    /// <summary>What a program asked for; the labels' resource names are asked of Google with what the sign-in gave.</summary>
    private Func<StoredUser, Task<NewToken>>? Choose(FlowState flow) =>
        flow.Token is { } wanted ? async user => TokenIssuer.New(wanted, await issuer.RightsAsync(user, wanted, CancellationToken.None)) : null;

    private static CallbackRefusal FromError(string error) => error switch
    {
        "access_denied" => CallbackRefusal.AccessDenied,
        "org_internal" => CallbackRefusal.OrganisationInternal,
        "admin_policy_enforced" or "policy_enforced" => CallbackRefusal.AdminPolicy,
        "redirect_uri_mismatch" => CallbackRefusal.RedirectUriMismatch,
        "rate_limit_exceeded" => CallbackRefusal.GoogleRateLimit,
        "temporarily_unavailable" => CallbackRefusal.GoogleUnavailable,
        "server_error" => CallbackRefusal.GoogleServerError,
        _ => CallbackRefusal.OtherGoogleError,
    };

    private void LogEnd(SignInOutcome outcome)
    {
        switch (outcome)
        {
            case SignInOutcome.Done { User: var user }:
                Log.SignedIn(logger, user.UserHash);
                break;
            case SignInOutcome.Failed({ } fault):
                // For the operator; the caller gets advice instead.
                Log.Failed(logger, fault.Kind, fault.Message);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{UserHash} signed in", EventName = "SignedIn")]
        public static partial void SignedIn(ILogger logger, string userHash);

        [LoggerMessage(2, LogLevel.Warning, "A sign-in failed at Google, {Kind}: {Reason}", EventName = "SignInFailed")]
        public static partial void Failed(ILogger logger, GoogleFaultKind kind, string reason);
    }
}
