using System.Text.Json;
using Gcd.Infrastructure.Google;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gcd.Infrastructure.EarlierService;

/// <summary>
/// The ID token that the earlier service kept. Google's key of that day is gone, so the signature cannot be checked; the earlier service had
/// it from Google itself (OpenID Connect Core 1.0, 3.1.3.7, 6) and sealed it. It counts only where Google says nothing any more.
/// </summary>
internal static class EarlierIdToken
{
    private const int Longest = 8 * 1024;

    /// <returns>Null where it names nobody, another address or another client.</returns>
    public static string? SubjectOf(EarlierCredentials credentials, string email)
    {
        var handler = new JsonWebTokenHandler();
        if (credentials.IdToken is not { Length: <= Longest } text || !handler.CanReadToken(text))
        {
            return null;
        }

        try
        {
            var token = handler.ReadJsonWebToken(text);
            return GooglePerson.IsSubject(token.Subject ?? string.Empty)
                && token.Audiences.Contains(credentials.ClientId, StringComparer.Ordinal)
                && token.TryGetPayloadValue<string>("email", out var address)
                && address == email
                ? token.Subject
                : null;
        }
        catch (Exception rubbish) when (rubbish is ArgumentException or FormatException or JsonException or InvalidOperationException)
        {
            // It looks like a token and is none.
            return null;
        }
    }
}
