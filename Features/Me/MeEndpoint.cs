using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Telemetry;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Me;

/// <summary>GET /me: who am I, and which token is this.</summary>
internal sealed class MeEndpoint : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/me");
        Description(MeDescription.Operation.AddTo, clearDefaults: true);
        Options(route => route.WithMetadata(QuietRoute.Metadata));
    }

    public override Task HandleAsync(CancellationToken ct)
    {
        var (token, user) = HttpContext.CurrentToken();
        HttpContext.Response.Headers.CacheControl = "no-store";
        return Json.WriteAsync(
            HttpContext,
            new MeResponse
            {
                UserEmail = user.Email,
                Authenticated = true,
                TokenFile = $"token_{user.UserHash[..8]}.pickle",
                Token = new MeToken { CreatedAt = token.CreatedAt, ExpiresAt = token.ExpiresAt, LastUsedAt = token.LastUsedAt },
            },
            MeJson.Default.MeResponse);
    }
}
