using System.Buffers.Text;
using System.Security.Cryptography;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;

namespace Gcd.Features.Auth;

/// <summary>Starts sign-ins. It writes nothing, so a flood on /auth leaves nothing behind.</summary>
internal sealed class AuthService(GoogleOAuth google, FlowStates states, GcdSettings settings, TimeProvider time)
{
    /// <param name="loginHint">The address to propose at Google, or null.</param>
    /// <param name="token">The token that the sign-in is to give; null for one that opens everything.</param>
    /// <param name="browser">The fingerprint of the browser that must finish the flow, or null for a program's flow.</param>
    /// <exception cref="GoogleFaultException">The credentials file cannot be used.</exception>
    public AuthResponse Start(string? loginHint, WantedToken? token, string? browser)
    {
        var flow = new FlowState
        {
            Nonce = RandomText(16),
            // RFC 7636, 4.1: 32 random octets.
            CodeVerifier = RandomText(32),
            RedirectUri = settings.RedirectUri.OriginalString,
            StartedAt = time.GetUtcNow(),
            Browser = browser,
            Token = token,
        };
        var state = states.Seal(flow);
        var address = google.CreateAuthorization(loginHint, flow.Nonce, state, flow.CodeVerifier);
        return AuthResponse.For(address.AbsoluteUri, state, flow.RedirectUri);
    }

    private static string RandomText(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
