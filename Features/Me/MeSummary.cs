using FastEndpoints;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Features.Me;

internal sealed class MeSummary : Summary<MeEndpoint>
{
    public MeSummary()
    {
        Summary = "Who am I, and which token is this";
        Description = "Returns whose token the request carries, whether Google still lets this service in, when the token was made, when it ends, and what it opens.";
        Response(200, "The token is valid.", example: new MeResponse
        {
            UserEmail = "ada@example.com",
            Authenticated = true,
            TokenFile = "token_b7c9d2f1.pickle",
            GoogleAccess = "active",
            Token = new MeToken
            {
                Id = "tok_4fT0c9AbX2qz",
                Name = null,
                Kind = "access",
                CreatedAt = new DateTimeOffset(2026, 11, 2, 8, 30, 0, TimeSpan.Zero),
                ExpiresAt = new DateTimeOffset(2027, 11, 2, 8, 30, 0, TimeSpan.Zero),
                LastUsedAt = new DateTimeOffset(2026, 11, 23, 3, 15, 0, TimeSpan.Zero),
                Rights = new RightsDetails { Formats = [], Labels = [], Has = [] },
            },
        });
    }
}
