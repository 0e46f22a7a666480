using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Callback;

/// <summary>Answers GET and POST alike: runs the sign-in and puts its outcome into HTTP.</summary>
internal sealed class CallbackResponder(CallbackService service, CallbackProblems problems, BrowserCookie cookie, Sessions sessions)
{
    public async Task RespondAsync(HttpContext context, CallbackRequest request, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        Negotiation.Vary(context.Response);
        if (Prefetch.IsMeantBy(context.Request))
        {
            await Problems.WriteAsync(context, CallbackProblems.Prefetched);
            return;
        }

        var browser = cookie.FingerprintOf(context.Request);
        await (HttpMethods.IsHead(context.Request.Method)
            ? RespondToHeadAsync(context, service.Check(request, browser))
            : RespondAsync(context, await service.RunAsync(request, browser, ct)));
    }

    private Task RespondAsync(HttpContext context, SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Done done => SendTokenAsync(context, done),
        SignInOutcome.Refused(var reason) => Problems.WriteAsync(context, problems.Of(reason)),
        SignInOutcome.NoSuchLabel(var label) => Problems.WriteAsync(context, DownloadProblems.UnknownLabel(label)),
        SignInOutcome.Failed(var fault) => Problems.WriteAsync(context, problems.Of(fault)),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private async Task SendTokenAsync(HttpContext context, SignInOutcome.Done done)
    {
        context.Features.Set(new RequestLogDetails { UserHash = UserHash.Of(done.Response.UserEmail) });
        if (!Negotiation.WantsHtml(context.Request))
        {
            await Json.WriteAsync(context, done.Response, CallbackJson.Default.CallbackResponse);
            return;
        }

        // Only a sign-in that this browser began signs it in: a link that somebody else sent must not.
        var isSignedIn = done.Flow.Browser is not null && await BeginsSessionAsync(context, done.User);
        await PageReply.SendAsync(context, CallbackPage.Create(new CallbackModel(done.Response, TokenLimits.For(done.Flow.Token), isSignedIn)));
    }

    /// <summary>The token is there whether or not the browser stays signed in.</summary>
    private async Task<bool> BeginsSessionAsync(HttpContext context, StoredUser user)
    {
        try
        {
            await sessions.BeginAsync(context, user, CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException)
        {
            // The account page asks for another sign-in.
            return false;
        }
    }

    /// <summary>HEAD reports what can be known and uses nothing up: mail scanners and previews send it.</summary>
    private async Task RespondToHeadAsync(HttpContext context, CallbackRefusal? refusal)
    {
        if (refusal is { } reason)
        {
            await Problems.WriteAsync(context, problems.Of(reason));
            return;
        }

        context.Response.ContentType = Negotiation.WantsHtml(context.Request) ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
        await context.Response.StartAsync(context.RequestAborted);
    }
}
