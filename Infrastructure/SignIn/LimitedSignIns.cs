using Gcd.Infrastructure.Http;

namespace Gcd.Infrastructure.SignIn;

/// <summary>Marks the routes of a sign-in, which <see cref="SignInLimit"/> counts.</summary>
internal static class LimitedSignIns
{
    public static RouteHandlerBuilder LimitsSignIns(this RouteHandlerBuilder route) => route.RefuseWhere(http =>
        new(http.RequestServices.GetRequiredService<SignInLimit>().Count(http) is { } wait ? SignInLimit.TooMany(wait) : null));
}
