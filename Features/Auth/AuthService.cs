using System.Buffers.Text;
using System.Security.Cryptography;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;

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
        return AuthResponse.For(withState(state).AbsoluteUri, state, redirectUri);
    }
}
