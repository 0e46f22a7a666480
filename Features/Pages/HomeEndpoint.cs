using FastEndpoints;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Pages;

/// <summary>GET /: what this is and how to begin.</summary>
internal sealed class HomeEndpoint(ITokenStore store, Readiness readiness, GcdSettings settings) : EndpointWithoutRequest
{
    public override void Configure()
    {
        Verbs(FastEndpoints.Http.GET, FastEndpoints.Http.HEAD);
        Routes("/");
        AllowAnonymous();
        SerializerContext(ProblemJson.Default);
        Description(route => route.Operation("getHomePage", DocumentTags.Pages));
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        await PageReply.SendAsync(HttpContext, HomePage.Create(new HomeModel
        {
            Address = settings.PublicAddress,
            Users = store.Counts.Users,
            Fault = await readiness.FaultAsync(ct),
            IsKeyUnsafe = settings.Encryption.IsUnsafe,
        }));
    }
}
