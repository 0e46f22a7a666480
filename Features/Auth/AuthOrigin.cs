using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gcd.Features.Auth;

/// <summary>
/// A browser keeps cookies by host, so a flow has to begin where it ends: somebody at 127.0.0.1 while the redirect URI
/// says localhost is led to the right origin first.
/// </summary>
internal static class AuthOrigin
{
    /// <summary>Says that the browser was led once. A proxy that hides the public origin would otherwise make it run in circles.</summary>
    private const string Led = "led";

    /// <summary>Where the browser has to go first, or null where it is right already.</summary>
    public static string? Elsewhere(HttpRequest request, GcdSettings settings)
    {
        var callback = settings.RedirectUri;
        var isHere = request.Scheme == callback.Scheme
            && request.Host.Host.Equals(callback.Host, StringComparison.OrdinalIgnoreCase)
            && (request.Host.Port ?? DefaultPort(request.Scheme)) == callback.Port;
        if (isHere || request.Query.ContainsKey(Led))
        {
            return null;
        }

        var query = new QueryBuilder { { Led, "1" } };
        if (request.Query["login_hint"] is [{ Length: > 0 } hint])
        {
            query.Add("login_hint", hint);
        }

        return $"{callback.GetLeftPart(UriPartial.Authority)}{settings.PublicPath}/auth{query}";
    }

    private static int DefaultPort(string scheme) => scheme == Uri.UriSchemeHttps ? 443 : 80;
}
