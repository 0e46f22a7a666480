using FastEndpoints;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Links;

/// <summary>GET /links: the person's export links.</summary>
internal sealed class ListLinksEndpoint(AccessTokens tokens) : EndpointWithoutRequest<LinksResponse>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/links");
        SerializerContext(LinksJson.Default);
        Description(route => route.Operation("listLinks", DocumentTags.Links).NeedsAllRights());
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        await Send.OkAsync(LinksResponse.For(await tokens.ListAsync(HttpContext.CurrentToken().User, ct, TokenKind.Link)), ct);
    }
}
