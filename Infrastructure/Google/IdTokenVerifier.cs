using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gcd.Infrastructure.Google;

/// <summary>
/// Checks Google's ID token: signature, issuer, audience, time, nonce, and whose it is (OpenID Connect Core 1.0, 3.1.3.7).
/// Not by Google.Apis.Auth: it allows no clock skew, so a clock one second behind Google's would refuse every sign-in.
/// </summary>
internal sealed class IdTokenVerifier(GoogleSigningKeys signingKeys)
{
    private static readonly string[] Issuers = ["https://accounts.google.com", "accounts.google.com"];
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256];
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    /// <summary>Of a sign-in.</summary>
    /// <exception cref="GoogleFaultException"><see cref="GoogleFaultKind.BadIdToken"/>, or Google's keys could not be had.</exception>
    public Task<GooglePerson> VerifyAsync(string? idToken, string clientId, string nonce, CancellationToken ct) => VerifyTokenAsync(idToken, clientId, nonce, ct);

    /// <summary>Of a refresh, which has no nonce of its own (12.2).</summary>
    /// <inheritdoc cref="VerifyAsync"/>
    public Task<GooglePerson> VerifyRefreshedAsync(string idToken, string clientId, CancellationToken ct) => VerifyTokenAsync(idToken, clientId, nonce: null, ct);

    private async Task<GooglePerson> VerifyTokenAsync(string? idToken, string clientId, string? nonce, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(idToken))
        {
            throw Bad("Google's reply has no ID token.");
        }

        var result = await ValidateAsync(idToken, clientId, isFreshNeeded: false, ct);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException)
        {
            result = await ValidateAsync(idToken, clientId, isFreshNeeded: true, ct);
        }

        if (!result.IsValid)
        {
            // The type says what failed; the message can hold the token.
            throw Bad($"The ID token is not valid ({result.Exception.GetType().Name}).");
        }

        return ToPerson((JsonWebToken)result.SecurityToken, clientId, nonce);
    }

    private async Task<TokenValidationResult> ValidateAsync(string idToken, string clientId, bool isFreshNeeded, CancellationToken ct) =>
        await handler.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuers = Issuers,
            ValidAudience = clientId,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = await signingKeys.GetAsync(isFreshNeeded, ct),
            ClockSkew = ClockSkew,
        });

    private static GooglePerson ToPerson(JsonWebToken token, string clientId, string? nonce)
    {
        // Whatever it names as critical is an extension that Gcd does not know (RFC 7515, 4.1.11).
        if (token.TryGetHeaderValue<object>("crit", out _))
        {
            throw Bad("The ID token has critical headers that are not understood.");
        }

        var isForSomebody = token.TryGetPayloadValue<object>("azp", out _);
        if (isForSomebody ? Text(token, "azp") != clientId : token.Audiences.Count() > 1)
        {
            throw Bad("The ID token was issued to another client (azp).");
        }

        if (nonce is not null && !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Text(token, "nonce")), Encoding.UTF8.GetBytes(nonce)))
        {
            throw Bad("The ID token belongs to another sign-in (nonce).");
        }

        var sub = Text(token, "sub");
        var email = Text(token, "email");
        return !GooglePerson.IsSubject(sub) || !GooglePerson.IsAddress(email)
            ? throw Bad("The ID token has no subject or no e-mail address that can be used.")
            : new GooglePerson(sub, email, IsTrue(token, "email_verified"));
    }

    private static string Text(JsonWebToken token, string name) => token.TryGetPayloadValue<object>(name, out var value) ? value as string ?? string.Empty : string.Empty;

    private static bool IsTrue(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<object>(name, out var value) && (value is true || "true".Equals(value as string, StringComparison.OrdinalIgnoreCase));

    private static GoogleFaultException Bad(string message) => new(GoogleFaultKind.BadIdToken, message);
}
