using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Tokens;

/// <summary>POST /tokens: makes a token, with limits where they are asked for.</summary>
internal sealed class CreateTokenEndpoint(TokenIssuer issuer) : Endpoint<CreateTokenRequest, CreatedTokenResponse>
{
    public const string Example = """{"name": "Nightly backup", "expires_in_days": 90, "rights": {"formats": ["people"], "labels": ["Family"], "has": ["phone"]}}""";

    public override void Configure()
    {
        Post("/tokens");
        SerializerContext(TokensJson.Default);
        RequestBinder(new JsonBodyBinder<CreateTokenRequest>(TokensJson.Default.CreateTokenRequest, Example));
        Description(route => route.Accepts<CreateTokenRequest>("application/json", "*/*").Operation("createToken", DocumentTags.Token).NeedsAllRights());
    }

    public override async Task HandleAsync(CreateTokenRequest request, CancellationToken ct)
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        try
        {
            await (await issuer.IssueAsync(HttpContext.CurrentToken(), request.ToWanted(), ct) switch
            {
                IssuedToken.Done done => Send.ResponseAsync(CreatedTokenResponse.For(done), StatusCodes.Status201Created, ct),
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
