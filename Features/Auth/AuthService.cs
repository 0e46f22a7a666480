using System.Buffers.Text;
using System.Security.Cryptography;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;

namespace Gcd.Features.Auth;

/// <summary>Starts sign-ins. It writes nothing, so a flood on /auth leaves nothing behind.</summary>
internal sealed class AuthService(GoogleOAuth google, FlowStates states, GcdSettings settings, TimeProvider time)
{
    /// <param name="loginHint">The address to propose at Google, or null.</param>
    /// <param name="browser">The fingerprint of the browser that must finish the flow, or null for a program's flow.</param>
    /// <exception cref="GoogleFaultException">The credentials file cannot be used.</exception>
    public AuthResponse Start(string? loginHint, string? browser)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var (withState, codeVerifier) = google.CreateAuthorization(loginHint, nonce);
        var redirectUri = settings.RedirectUri.OriginalString;
        var state = states.Seal(new FlowState
        {
            Nonce = nonce,
            CodeVerifier = codeVerifier,
            RedirectUri = redirectUri,
            StartedAt = time.GetUtcNow(),
            Browser = browser,
        });
        return new AuthResponse
        {
            AuthorizationUrl = withState(state).AbsoluteUri,
            State = state,
            RedirectUriUsed = redirectUri,
            Message = "Visit this URL to authorize the application. Each user will get their own token.",
            Instructions = "Add the redirect_uri_used value to 'Authorized redirect URIs' of the OAuth client in the Google Cloud Console, exactly as it stands here.",
            Troubleshooting = new AuthTroubleshooting("https://console.cloud.google.com/apis/credentials", redirectUri, GoogleScopes.All),
        };
    }
}
