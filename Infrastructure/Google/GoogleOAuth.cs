using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gcd.Infrastructure.Settings;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Requests;
using Google.Apis.Auth.OAuth2.Responses;

namespace Gcd.Infrastructure.Google;

/// <summary>Google's OAuth 2.0 endpoints, through Google.Apis.Auth (https://developers.google.com/identity/protocols/oauth2/web-server).</summary>
internal sealed class GoogleOAuth(CredentialsFile credentials, SharedGoogleHttp http, GoogleRetry retry, GoogleMetrics metrics, GcdSettings settings, TimeProvider time)
{
    private const string FlowUser = "unused";

    // A refused code is spent, and a lost reply may have spent it; only a full answer that Google is busy is asked again.
    private static readonly GoogleFaultKind[] CodeIsUnspent = [GoogleFaultKind.RateLimited, GoogleFaultKind.Unavailable];

    // One page may take this long in all; a token that ends earlier would be rejected in the middle.
    private static readonly TimeSpan LongestPage = TimeSpan.FromSeconds(60);

    private readonly HttpClient plain = http.CreatePlainClient();

    /// <summary>The address that a person opens to grant access.</summary>
    /// <param name="loginHint">The e-mail address to propose, or null.</param>
    /// <param name="nonce">Comes back in the ID token.</param>
    /// <param name="state">Comes back beside the code.</param>
    /// <param name="codeVerifier">PKCE's secret; only its hash is in the address (RFC 7636, 4.2).</param>
    /// <exception cref="GoogleFaultException">The credentials file cannot be used.</exception>
    public Uri CreateAuthorization(string? loginHint, string nonce, string state, string codeVerifier)
    {
        using var flow = GoogleFlow.Create(credentials.Require(), http, loginHint, nonce);
        var request = (GoogleAuthorizationCodeRequestUrl)flow.CreateAuthorizationCodeRequest(settings.RedirectUri.OriginalString);
        request.State = state;
        request.CodeChallengeMethod = "S256";
        request.CodeChallenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(codeVerifier)));
        return request.Build();
    }

    /// <summary>Exchanges a code for tokens.</summary>
    /// <exception cref="GoogleFaultException">Google refused the code or the client, or did not answer.</exception>
    public Task<GoogleTokens> ExchangeAsync(string code, string codeVerifier, string redirectUri, CancellationToken ct)
    {
        var client = credentials.Require();
        return AskAsync(
            GoogleCall.Exchange,
            client,
            (flow, tryCt) => flow.ExchangeCodeForTokenAsync(FlowUser, code, codeVerifier, redirectUri, tryCt),
            GoogleFaultKind.BadCode,
            ct,
            isWorthATry: fault => CodeIsUnspent.Contains(fault.Kind));
    }

    /// <summary>Gets a new access token.</summary>
    /// <exception cref="GoogleFaultException"><see cref="GoogleFaultKind.SignInAgain"/> when the grant is dead, or another fault.</exception>
    public Task<GoogleTokens> RefreshAsync(OAuthClientCredentials client, string refreshToken, CancellationToken ct) =>
        AskAsync(GoogleCall.Refresh, client, (flow, tryCt) => flow.RefreshTokenAsync(FlowUser, refreshToken, tryCt), GoogleFaultKind.SignInAgain, ct);

    /// <summary>Ends the grant at Google (RFC 7009), for the whole Cloud project, so only when the person's last token goes.</summary>
    /// <returns>False when Google did not confirm; nothing more can be done then.</returns>
    public async Task<bool> RevokeAsync(string refreshToken, CancellationToken ct)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(TimeSpan.FromSeconds(5));
            return await metrics.MeasureAsync(GoogleCall.Revoke, () => RevokeOnceAsync(refreshToken, limit.Token), ct);
        }
        catch (Exception fault) when (fault is GoogleFaultException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> RevokeOnceAsync(string refreshToken, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", refreshToken)]);
        try
        {
            using var reply = await plain.PostAsync(settings.Google.Revoke, form, ct);
            return reply.IsSuccessStatusCode ? true : throw await GoogleErrorReply.ReadAsync(reply, time, ct);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new GoogleFaultException(GoogleFaultKind.Unreachable, "Google's revocation endpoint could not be reached, or the connection broke.", broken);
        }
    }

    /// <summary>Another type of token would be used in another way (RFC 6749, 7.1); what is not visible ASCII (appendix A.12) cannot be sent.</summary>
    private static bool IsBearer(TokenResponse reply) =>
        string.Equals(reply.TokenType, "Bearer", StringComparison.OrdinalIgnoreCase)
        && reply.AccessToken is { Length: > 0 } token
        && token.All(c => c is > ' ' and <= '~');

    private DateTimeOffset RefreshAt(TimeSpan life) => time.GetUtcNow() + life - (life / 5 < LongestPage ? life / 5 : LongestPage);

    private Task<GoogleTokens> AskAsync(
        GoogleCall call,
        OAuthClientCredentials client,
        Func<PkceGoogleAuthorizationCodeFlow, CancellationToken, Task<TokenResponse>> ask,
        GoogleFaultKind invalidGrant,
        CancellationToken ct,
        Func<GoogleFaultException, bool>? isWorthATry = null) =>
        retry.ExecuteAsync(call, tryCt => AskOnceAsync(client, flow => ask(flow, tryCt), invalidGrant, tryCt), ct, isWorthATry);

    private async Task<GoogleTokens> AskOnceAsync(
        OAuthClientCredentials client,
        Func<PkceGoogleAuthorizationCodeFlow, Task<TokenResponse>> ask,
        GoogleFaultKind invalidGrant,
        CancellationToken ct)
    {
        using var flow = GoogleFlow.Create(client, http);
        try
        {
            var reply = await ask(flow);
            if (!IsBearer(reply))
            {
                throw new GoogleFaultException(GoogleFaultKind.Malformed, "Google's token reply has no Bearer token that a header can carry.");
            }

            return new GoogleTokens
            {
                AccessToken = reply.AccessToken,
                RefreshAt = RefreshAt(TimeSpan.FromSeconds(reply.ExpiresInSeconds ?? 3600)),
                RefreshToken = string.IsNullOrEmpty(reply.RefreshToken) ? null : reply.RefreshToken,
                Scopes = string.IsNullOrEmpty(reply.Scope) ? null : reply.Scope,
                IdToken = reply.IdToken,
            };
        }
        catch (Exception fault) when (fault is not (GoogleFaultException or OperationCanceledException) || (fault is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw TokenEndpointFault.From(fault, invalidGrant);
        }
    }
}
