using FastEndpoints;

namespace Gcd.Features.Revoke;

internal sealed class RevokeSummary : Summary<RevokeEndpoint>
{
    public RevokeSummary()
    {
        Summary = "End the token that the request carries";
        Description = "Other tokens of the person go on working. With the last one the stored credentials go too, and Google is asked to end the permission.";
        Response(200, "The token has ended, on every instance.", example: RevokeResponse.For("ada@example.com"));
    }
}
