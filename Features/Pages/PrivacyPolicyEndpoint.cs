using FastEndpoints;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Pages;

namespace Gcd.Features.Pages;

/// <summary>GET /privacy_policy: the privacy policy and the terms of service.</summary>
internal sealed class PrivacyPolicyEndpoint : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/privacy_policy");
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.Operation("getPrivacyPolicy", DocumentTags.Pages));
    }

    public override Task HandleAsync(CancellationToken ct) => PageReply.SendAsync(HttpContext, PrivacyPolicyPage.Create());
}
