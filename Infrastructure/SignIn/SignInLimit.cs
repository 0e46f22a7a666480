using System.Net;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.SignIn;

/// <summary>
/// LIMIT_SIGN_INS, by client address. Each route counts apart: so as many sign-ins as the setting says can begin and end in a minute,
/// and a flood on the route that begins them keeps nobody from finishing one.
/// </summary>
internal sealed class SignInLimit(GcdSettings settings, LimitWindow window) : AddressLimit<(string? Route, IPAddress Address)>(settings.Limits.SignIns, window, Counted)
{
    public static Problem TooMany(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests,
        "too-many-sign-ins",
        "Too many sign-ins from your address",
        "Your network address started more sign-ins in a minute than the service allows.",
        "Wait the number of seconds in Retry-After, then try again; you have ten minutes to finish a sign-in that you started. The operator can raise LIMIT_SIGN_INS, and must set TRUSTED_PROXIES behind a proxy.")
    {
        RetryAfter = wait,
    };

    private static (string? Route, IPAddress Address) Counted(HttpContext context) =>
        ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, ClientAddress.Of(context));
}
