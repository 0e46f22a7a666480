using FastEndpoints;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Account;

/// <summary>GET /account/download: the account page's own download; the cookie opens it, where /download wants a token.</summary>
internal sealed class AccountDownloadEndpoint(DownloadResponder responder) : Endpoint<DownloadRequest>
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/account/download");
        AllowAnonymous();
        Validator<DownloadRequestValidator>();
        SerializerContext(ProblemJson.Default);
        Description(route => route.NeedsSession().WithMetadata(DownloadRoute.Metadata).ExcludeFromDescription());
    }

    public override Task HandleAsync(DownloadRequest request, CancellationToken ct) =>
        responder.RespondAsync(HttpContext, HttpContext.CurrentToken(), request.FindFormat()!, request.ToFilter(), request.Page, ct);
}
