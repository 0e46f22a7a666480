using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Tokens;

/// <summary>DELETE /tokens/{id}: ends a token or a browser's session, and with the person's last token or link the grant at Google.</summary>
internal sealed class EndTokenEndpoint(TokenEnding ending) : Endpoint<TokenRequest>
{
    public override void Configure()
    {
        Delete("/tokens/{id}");
        SerializerContext(ProblemJson.Default);
        Description(route => route.Operation("endToken", DocumentTags.Token).NeedsAllRights());
    }

    public override async Task HandleAsync(TokenRequest request, CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        var ended = await ending.EndAsync(HttpContext.CurrentToken().User, request.Id, ct, TokenKind.Access, TokenKind.Session);
        await (ended.Existed
            ? Send.NoContentAsync(ct)
            : Problems.WriteAsync(HttpContext, IssueProblems.NoSuchToken));
    }
}
