using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Labels;

/// <summary>GET /labels: the labels that a download can be filtered by.</summary>
internal sealed class LabelsEndpoint(Infrastructure.Exports.Labels labels) : EndpointWithoutRequest<LabelsResponse>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/labels");
        SerializerContext(LabelsJson.Default);
        Description(route => route.Operation("listLabels", DocumentTags.Contacts));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(HttpContext.Request.Method))
        {
            // HEAD asks Google nothing.
            HttpContext.Response.ContentType = "application/json; charset=utf-8";
            await HttpContext.Response.StartAsync(ct);
            return;
        }

        var (token, user) = HttpContext.CurrentToken();
        try
        {
            await Send.OkAsync(LabelsResponse.For((await labels.ReadAsync(user, ct)).Within(TokenRights.Parse(token.Rights).Labels)), ct);
        }
        catch (GoogleFaultException fault)
        {
            await GoogleRefusal.WriteAsync(HttpContext, fault);
        }
    }
}
