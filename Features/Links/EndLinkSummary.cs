using FastEndpoints;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Links;

internal sealed class EndLinkSummary : Summary<EndLinkEndpoint, LinkRequest>
{
    public EndLinkSummary()
    {
        Summary = "End a link";
        Description = "Ends one of the person's links: from then on its address is 404. With the person's last token or link, everything stored about the person is deleted and the access at Google is withdrawn.";
        Response(204, "The link has ended.");
        this.Refuses(IssueProblems.Limited, IssueProblems.NoSuchToken);
    }
}
