using FastEndpoints;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Tokens;

/// <summary>GET /tokens: the person's tokens.</summary>
internal sealed class ListTokensEndpoint(AccessTokens tokens) : EndpointWithoutRequest<TokensResponse>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/tokens");
        SerializerContext(TokensJson.Default);
        Description(route => route.Operation("listTokens", DocumentTags.Token).NeedsAllRights());
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        var (token, user) = HttpContext.CurrentToken();
        HttpContext.Response.Headers.CacheControl = "no-store";
        await Send.OkAsync(TokensResponse.For(await tokens.ListAsync(user, ct, TokenKind.Access, TokenKind.Session), token), ct);
    }
}
