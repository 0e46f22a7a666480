using FastEndpoints;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Revoke;

/// <summary>POST /token/revoke: ends the token that was sent, and with the person's last one the grant at Google.</summary>
internal sealed class RevokeEndpoint(Revocation revocation) : EndpointWithoutRequest<RevokeResponse>
{
    public override void Configure()
    {
        Post("/token/revoke");
        SerializerContext(RevokeJson.Default);
        Description(route => route.Operation("revokeToken", DocumentTags.Token));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var (token, user) = HttpContext.CurrentToken();
        HttpContext.Response.Headers.CacheControl = "no-store";
        // Two revocations of one token at once: both callers get what they asked for.
        await revocation.RevokeAsync(token, user, ct);
        await Send.OkAsync(RevokeResponse.For(user.Email), ct);
    }
}
