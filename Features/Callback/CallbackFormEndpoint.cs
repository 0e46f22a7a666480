using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.SignIn;

namespace Gcd.Features.Callback;

/// <summary>POST /oauth2callback: for an integrator whose own page receives Google's redirect and hands code and state on.</summary>
internal sealed class CallbackFormEndpoint(CallbackResponder responder) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Post("/oauth2callback");
        AllowAnonymous();
        Options(route => route.RequireRateLimiting(SignInLimit.Policy));
        Description(CallbackDescription.Form.AddTo, clearDefaults: true);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        if (!HttpContext.Request.HasFormContentType)
        {
            await Problems.WriteAsync(HttpContext, CallbackProblems.NotAForm);
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
            await Problems.WriteAsync(HttpContext, CallbackProblems.NotAForm);
            return;
        }

        await responder.RespondAsync(HttpContext, CallbackRequest.Read(form), ct);
    }
}
