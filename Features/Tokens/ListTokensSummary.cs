using FastEndpoints;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Tokens;

internal sealed class ListTokensSummary : Summary<ListTokensEndpoint>
{
    public static readonly TokenDetails Example = new()
    {
        Id = "tok_4fT0c9AbX2qz",
        Kind = "access",
        Name = "Nightly backup",
        CreatedAt = new DateTimeOffset(2026, 11, 2, 8, 30, 0, TimeSpan.Zero),
        ExpiresAt = new DateTimeOffset(2027, 1, 31, 8, 30, 0, TimeSpan.Zero),
        LastUsedAt = new DateTimeOffset(2026, 11, 23, 3, 15, 0, TimeSpan.Zero),
        Rights = new RightsDetails { Formats = ["people"], Labels = ["contactGroups/3f2a"], Has = ["phone"] },
        IsCurrent = false,
    };

    public ListTokensSummary()
    {
        Summary = "List the person's tokens";
        Description = "Returns the tokens for programs and the browsers that are signed in, the newest first. Links are in `GET /links`. Only a token without limits sees them.";
        Response(200, "The tokens; their secrets are not kept anywhere.", example: new TokensResponse { Tokens = [Example] });
        this.Refuses(IssueProblems.Limited);
    }
}
