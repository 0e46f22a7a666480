using System.Net;
using System.Threading.RateLimiting;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace Gcd.Infrastructure.SignIn;

/// <summary>
/// LIMIT_SIGN_INS, by client address. Each route counts apart: so as many sign-ins as the setting says can begin and end in a minute,
/// and a flood on the route that begins them keeps nobody from finishing one.
/// </summary>
internal static class SignInLimit
{
    /// <summary>What a route of a sign-in names: <c>Options(route => route.RequireRateLimiting(SignInLimit.Policy))</c>.</summary>
    public const string Policy = "sign-ins";

    public static void Configure(RateLimiterOptions options, GcdSettings settings, LimitWindow window)
    {
        options.AddPolicy(Policy, context => settings.Limits.SignIns is { } most
            ? AddressLimit.Partition(Counted(context), most, window)
            // One partition for all: the framework never forgets those without a limit.
            : RateLimitPartition.GetNoLimiter<(string?, IPAddress?)>(default));
        options.OnRejected = (refused, _) => new ValueTask(Problems.WriteAsync(refused.HttpContext, TooMany(AddressLimit.RetryAfter(refused.Lease, window))));
    }

    public static Problem TooMany(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests,
        "too-many-sign-ins",
        "Too many sign-ins from your address",
        "Your network address started more sign-ins in a minute than the service allows.",
        "Wait the number of seconds in Retry-After, then try again; you have ten minutes to finish a sign-in that you started. The operator can raise LIMIT_SIGN_INS, and must set TRUSTED_PROXIES behind a proxy.")
    {
        RetryAfter = wait,
    };

    private static (string? Route, IPAddress? Address) Counted(HttpContext context) =>
        ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText, ClientAddress.Of(context));
}
