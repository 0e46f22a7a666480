using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.Http.Extensions;

namespace Gcd.Features.Auth;

/// <summary>
/// A browser keeps cookies by host, so a flow has to begin where it ends: somebody at 127.0.0.1 while the redirect URI
/// has localhost is redirected to the right origin first.
/// </summary>
internal static class AuthOrigin
{
    public static bool IsOurs(HttpRequest request, GcdSettings settings)
    {
        var callback = settings.RedirectUri;
        return request.Scheme == callback.Scheme
            && request.Host.Host.Equals(callback.Host, StringComparison.OrdinalIgnoreCase)
            && (request.Host.Port ?? DefaultPort(request.Scheme)) == callback.Port;
    }

    /// <summary>The same request at the redirect URI's origin.</summary>
    public static string Address(AuthRequest request, GcdSettings settings)
    {
        var query = new QueryBuilder { { AuthRequest.RedirectedName, "1" } };
        if (request.LoginHint is [{ Length: > 0 } hint])
        {
            query.Add(AuthRequest.LoginHintName, hint);
        }

        foreach (var (name, values) in new[] { ("name", request.Name), ("format", request.Format), ("label", request.Label), ("has", request.Has), (AuthRequest.ExpiresInDaysName, request.ExpiresInDays) })
        {
            query.Add(name, values.OfType<string>());
        }

        return $"{settings.PublicAddress}/auth{query}";
    }

    private static int DefaultPort(string scheme) => scheme == Uri.UriSchemeHttps ? 443 : 80;
}
