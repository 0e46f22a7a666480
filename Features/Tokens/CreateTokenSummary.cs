using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Tokens;

internal sealed class CreateTokenSummary : Summary<CreateTokenEndpoint, CreateTokenRequest>
{
    public CreateTokenSummary()
    {
        Summary = "Make a token";
        Description =
            "Makes another Bearer token of the same person, for a program that should not hold one that opens everything: with a name, an end, and limits to formats, labels and contacts that have something. " +
            "Only a token without limits makes others. One person can have 50; what sign-ins gave counts too.";
        ExampleRequest = new CreateTokenRequest { Name = "Nightly backup", ExpiresInDays = 90, Rights = new RightsRequest { Formats = ["people"], Labels = ["Family"], Has = ["phone"] } };
        Response(
            201,
            "The token was made.",
            example: new CreatedTokenResponse { AccessToken = "gcd_R7m2…", TokenType = "Bearer", Token = ListTokensSummary.Example with { LastUsedAt = null } });
        this.Refuses([.. IssueRefusals.OfTokens, BodyProblems.NotThis("$.rights", CreateTokenEndpoint.Example), ErrorReplies.TooLarge, .. GoogleProblems.ExamplesOfLabels]);
    }
}
