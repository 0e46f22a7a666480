using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Http.Limits;

namespace Gcd.Features.Callback;

/// <summary>POST /oauth2callback: for an integrator whose own page receives Google's redirect and hands code and state on.</summary>
internal sealed class CallbackFormEndpoint(CallbackReply reply) : EndpointWithoutRequest
{
    private static readonly Problem NotAForm = new(
        StatusCodes.Status400BadRequest,
        "not-a-form",
        "The body is no form",
        "POST /oauth2callback takes the fields code and state as application/x-www-form-urlencoded.",
        "Send them as a form, such as: curl --data-urlencode code=... --data-urlencode state=... <address>/oauth2callback");

    public override void Configure()
    {
        Post("/oauth2callback");
        AllowAnonymous();
        Options(route => route.RequireRateLimiting(SignInLimit.Policy));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        if (!HttpContext.Request.HasFormContentType)
        {
            await Problems.WriteAsync(HttpContext, NotAForm);
            return;
        }

        IFormCollection form;
        try
        {
            // NotSupportedException: charset=utf-7, which .NET refuses.
            form = await HttpContext.Request.ReadFormAsync(ct);
        }
        catch (Exception bad) when (bad is InvalidDataException or NotSupportedException)
        {
            await Problems.WriteAsync(HttpContext, NotAForm);
            return;
        }

        await reply.SendAsync(HttpContext, CallbackRequest.Read(form), ct);
    }
}
