using FastEndpoints;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Pages;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.SignIn;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Pages;

/// <summary>GET /: what this is and how to begin.</summary>
internal sealed class HomeEndpoint(ITokenStore store, Sessions sessions, Readiness readiness, GcdSettings settings) : EndpointWithoutRequest
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
            SignedInAs = await FindSignedInAsync(ct),
            Users = store.Counts.Users,
            Fault = await readiness.FaultAsync(ct),
            IsKeyUnsafe = settings.Encryption.IsUnsafe,
        }));
    }

    /// <summary>The page answers while the store does not.</summary>
    private async ValueTask<string?> FindSignedInAsync(CancellationToken ct)
    {
        try
        {
            return (await sessions.FindAsync(HttpContext, ct))?.User.Email;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }
}
