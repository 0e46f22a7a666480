using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.SignIn;

/// <summary>
/// Binds a sign-in to the browser that began it: one random SameSite=Lax cookie, shared by all tabs.
/// Over https its name has the prefix __Host-, so that no other host or path can set it (RFC 6265bis, 4.1.3).
/// </summary>
internal sealed class BrowserCookie(GcdSettings settings)
{
    private const int ValueLength = 43;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private readonly string name = settings.RedirectsToHttps ? "__Host-gcd-flow" : "gcd-flow";

    /// <summary>The fingerprint of this browser, which gets its cookie now where it has none yet.</summary>
    public string Ensure(HttpContext context)
    {
        var value = Read(context.Request) ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        context.Response.Cookies.Append(name, value, new CookieOptions
        {
            HttpOnly = true,
            Secure = settings.RedirectsToHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = Life,
        });
        return Fingerprint(value);
    }

    /// <summary>The fingerprint of the browser that sent the request, or null when it sent no cookie.</summary>
    public string? FingerprintOf(HttpRequest request) => Read(request) is { } value ? Fingerprint(value) : null;

    public static bool IsSame(string fingerprint, string? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(fingerprint), Encoding.ASCII.GetBytes(other));

    private string? Read(HttpRequest request) => request.Cookies[name] is { Length: ValueLength } value ? value : null;

    private static string Fingerprint(string value) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
