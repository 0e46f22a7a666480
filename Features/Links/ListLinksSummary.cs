using FastEndpoints;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Links;

internal sealed class ListLinksSummary : Summary<ListLinksEndpoint>
{
    public static readonly LinkDetails Example = new()
    {
        Id = "tok_9zQ81kLmN0pr",
        Name = "Phone in the kitchen",
        Format = "yealink",
        Label = ["contactGroups/3f2a"],
        Has = ["phone"],
        CreatedAt = new DateTimeOffset(2026, 11, 2, 8, 30, 0, TimeSpan.Zero),
        ExpiresAt = new DateTimeOffset(2027, 11, 2, 8, 30, 0, TimeSpan.Zero),
        LastUsedAt = new DateTimeOffset(2026, 11, 23, 3, 15, 0, TimeSpan.Zero),
    };

    public ListLinksSummary()
    {
        Summary = "List the person's links";
        Description = "Returns the links that deliver a file, the newest first. Only a token without limits sees them.";
        Response(200, "The links; their addresses are not kept anywhere.", example: new LinksResponse { Links = [Example] });
        this.Refuses(IssueProblems.Limited);
    }
}
