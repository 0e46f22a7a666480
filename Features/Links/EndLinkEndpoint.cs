using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Links;

/// <summary>DELETE /links/{id}: ends a link, and with the person's last token or link the grant at Google.</summary>
internal sealed class EndLinkEndpoint(TokenEnding ending) : Endpoint<LinkRequest>
{
    public override void Configure()
    {
        Delete("/links/{id}");
        SerializerContext(ProblemJson.Default);
        Description(route => route.Operation("endLink", DocumentTags.Links).NeedsAllRights());
    }

    public override async Task HandleAsync(LinkRequest request, CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        var ended = await ending.EndAsync(HttpContext.CurrentToken().User, request.Id, ct, TokenKind.Link);
        await (ended.Existed
            ? Send.NoContentAsync(ct)
            : Problems.WriteAsync(HttpContext, IssueProblems.NoSuchToken));
    }
}
