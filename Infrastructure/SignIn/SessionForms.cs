using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.SignIn;

/// <summary>Lets in requests of a browser that is signed in; a form must come from a page of this session.</summary>
internal static class SessionForms
{
    /// <summary>The field that carries <see cref="Sessions.FormToken"/>.</summary>
    public const string TokenField = "form_token";

    private static readonly Problem Ended = new(
        StatusCodes.Status403Forbidden,
        "session-ended",
        "You are signed out",
        "Your browser is no longer signed in here: you signed out, or it was too long ago. Nothing was changed.",
        "Sign in again; then repeat what you wanted to do.")
    {
        Page = new ProblemWords("You are signed out", "You signed out, or were away for too long. Nothing was changed."),
        Steps = ["Sign in again at the top of this page.", "Then repeat what you wanted to do."],
    };

    private static readonly Problem Foreign = new(
        StatusCodes.Status403Forbidden,
        "foreign-form",
        "The form is none of this page",
        "It was sent by another site, or by a page that was opened before you signed in again. Nothing was changed.",
        "Open your account page anew and send the form from there.")
    {
        Page = new ProblemWords("This form is out of date", "It was opened before you signed in again, or came from another site. Nothing was changed."),
        Steps = ["Open your account page anew.", "Then repeat what you wanted to do."],
    };

    public static RouteHandlerBuilder NeedsSession(this RouteHandlerBuilder route) => route.RefuseWhere(RefusalAsync);

    private static async ValueTask<Problem?> RefusalAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (await sessions.FindAsync(http, http.RequestAborted) is not { } session)
        {
            return Ended;
        }

        http.SetCurrentToken(session);
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return null;
        }

        var form = await Forms.ReadAsync(http.Request, http.RequestAborted);
        return form is not null && IsFromHere(http) && sessions.IsFormToken(session.Token, form[TokenField]) ? null : Foreign;
    }

    /// <summary>
    /// Browsers say where a form comes from; they are believed beside the form's own token, not instead of it. With the policy no-referrer they
    /// call the origin of our own forms null, and name the site alone (https://fetch.spec.whatwg.org/#append-a-request-origin-header).
    /// </summary>
    private static bool IsFromHere(HttpContext http)
    {
        var headers = http.Request.Headers;
        var site = headers["Sec-Fetch-Site"].ToString();
        var origin = headers.Origin.ToString();
        var own = new Uri(http.RequestServices.GetRequiredService<GcdSettings>().PublicAddress).GetLeftPart(UriPartial.Authority);
        return (site.Length == 0 || site == "same-origin") && (origin is "" or "null" || origin.Equals(own, StringComparison.OrdinalIgnoreCase));
    }
}
