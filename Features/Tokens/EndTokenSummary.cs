using FastEndpoints;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Tokens;

internal sealed class EndTokenSummary : Summary<EndTokenEndpoint, TokenRequest>
{
    public EndTokenSummary()
    {
        Summary = "End a token";
        Description =
            "Ends one of the person's tokens, or signs a browser out. With the person's last token or link, everything stored about the person is deleted and the access at Google is withdrawn, as with `POST /token/revoke`. " +
            "Only a token without limits ends others; each can end itself with `POST /token/revoke`.";
        Response(204, "The token has ended.");
        this.Refuses(IssueProblems.Limited, IssueProblems.NoSuchToken);
    }
}
