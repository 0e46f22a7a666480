using FastEndpoints;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Http.Limits;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Telemetry;

namespace Gcd.Features.Health;

/// <summary>GET /health/ready: the store answers and the credentials file can be used.</summary>
internal sealed class HealthReadyEndpoint(Readiness readiness) : EndpointWithoutRequest<HealthResponse>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/health/ready");
        AllowAnonymous();
        Tags(UngatedRoute.Tag);
        SerializerContext(HealthJson.Default);
        Description(route => route.Operation("getReadiness", DocumentTags.Service).WithMetadata(QuietRoute.Metadata));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var fault = await readiness.ReasonNotToSendAsync(ct);
        HttpContext.Response.Headers.CacheControl = "no-store";
        await (fault is null
            ? Send.OkAsync(new HealthResponse { Status = "ready" }, ct)
            : Send.ResponseAsync(new HealthResponse { Status = "not ready", Error = fault }, StatusCodes.Status503ServiceUnavailable, ct));
    }
}
