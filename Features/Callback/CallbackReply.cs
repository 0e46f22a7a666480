using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Callback;

/// <summary>What GET and POST have in common: run the service, and put its outcome into HTTP.</summary>
internal sealed class CallbackReply(CallbackService service, CallbackProblems problems, BrowserCookie browser, GcdMetrics metrics)
{
    public async Task SendAsync(HttpContext context, CallbackRequest request, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        Negotiation.Vary(context.Response);
        var (flow, refusal) = service.Check(request, fingerprint => browser.Matches(context.Request, fingerprint));
        if (HttpMethods.IsHead(context.Request.Method))
        {
            await SendHeadAsync(context, flow is null ? refusal : null);
            return;
        }

        var (response, problem) = flow is null ? (null, problems.Of(refusal)) : await FinishAsync(flow, request.Code!, ct);
        if (service.IsOfOurs(request))
        {
            metrics.CountFlow(isSuccess: response is not null);
        }

        context.Features.Set(new RequestFacts { UserHash = response is null ? null : UserHash.Of(response.UserEmail) });
        if (response is null)
        {
            await Problems.WriteAsync(context, problem!);
        }
        else if (Negotiation.WantsHtml(context.Request))
        {
            await PageReply.SendAsync(context, CallbackPage.Create(response));
        }
        else
        {
            await Json.WriteAsync(context, response, CallbackJson.Default.CallbackResponse);
        }
    }

    private async Task<(CallbackResponse? Response, Problem? Problem)> FinishAsync(FlowState flow, string code, CancellationToken ct)
    {
        try
        {
            var (response, refusal) = await service.FinishAsync(flow, code, ct);
            return (response, response is null ? problems.Of(refusal) : null);
        }
        catch (GoogleFaultException fault)
        {
            service.Tell(fault);
            return (null, problems.Of(fault));
        }
        catch
        {
            metrics.CountFlow(isSuccess: false);
            throw;
        }
    }

    /// <summary>HEAD tells what can be told, and uses nothing up: mail scanners and previews send it.</summary>
    private async Task SendHeadAsync(HttpContext context, CallbackRefusal? refusal)
    {
        if (refusal is { } why)
        {
            await Problems.WriteAsync(context, problems.Of(why));
            return;
        }

        context.Response.ContentType = Negotiation.WantsHtml(context.Request) ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
        await context.Response.StartAsync(context.RequestAborted);
    }
}
