using FastEndpoints;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Me;

/// <summary>GET /me: who am I, and which token is this.</summary>
internal sealed class MeEndpoint : EndpointWithoutRequest<MeResponse>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/me");
        SerializerContext(MeJson.Default);
        Description(route => route.Operation("getMe", DocumentTags.Token).WithMetadata(QuietRoute.Metadata));
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        var (token, user) = HttpContext.CurrentToken();
        HttpContext.Response.Headers.CacheControl = "no-store";
        return Send.OkAsync(MeResponse.For(token, user), ct);
    }
}
