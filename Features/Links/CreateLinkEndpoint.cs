using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Links;

/// <summary>POST /links: makes an address that delivers one file to whatever can send no header.</summary>
internal sealed class CreateLinkEndpoint(TokenIssuer issuer, LinkAddresses addresses, GcdSettings settings) : Endpoint<CreateLinkRequest, CreatedLinkResponse>
{
    public const string Example = """{"name": "Phone in the kitchen", "format": "yealink", "label": ["Family"], "has": ["phone"], "expires_in_days": 365}""";

    public override void Configure()
    {
        Post("/links");
        SerializerContext(LinksJson.Default);
        RequestBinder(new JsonBodyBinder<CreateLinkRequest>(LinksJson.Default.CreateLinkRequest, Example));
        Description(route => route.Accepts<CreateLinkRequest>("application/json", "*/*").Operation("createLink", DocumentTags.Links).NeedsAllRights());
    }

    public override async Task HandleAsync(CreateLinkRequest request, CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (!settings.HasLinks)
        {
            await Problems.WriteAsync(HttpContext, IssueProblems.LinksOff);
            return;
        }

        try
        {
            await (await issuer.IssueAsync(HttpContext.CurrentToken(), request.ToWanted(), ct) switch
            {
                IssuedToken.Done done => Send.ResponseAsync(
                    new CreatedLinkResponse { Url = addresses.Of(done.Token, done.Row), Link = LinkDetails.For(done.Row) }, StatusCodes.Status201Created, ct),
                IssuedToken.Refused refused => Problems.WriteAsync(HttpContext, refused.Problem),
                _ => throw new InvalidOperationException("There is no other outcome."),
            });
        }
        catch (GoogleFaultException fault)
        {
            await GoogleRefusal.WriteAsync(HttpContext, fault);
        }
    }
}
