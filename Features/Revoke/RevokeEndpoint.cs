using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Revoke;

/// <summary>POST /token/revoke: ends the token that was sent, and with the person's last one the grant at Google.</summary>
internal sealed class RevokeEndpoint(Revocation revocation) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Post("/token/revoke");
        Description(RevokeDescription.Operation.AddTo, clearDefaults: true);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var (token, user) = HttpContext.CurrentToken();
        HttpContext.Response.Headers.CacheControl = "no-store";
        // Two revocations of one token at once: both callers get what they asked for.
        await revocation.RevokeAsync(token, user, ct);
        await Json.WriteAsync(HttpContext, RevokeResponse.For(user.Email), RevokeJson.Default.RevokeResponse);
    }
}
