using FastEndpoints;

namespace Gcd.Features.Me;

internal sealed class MeSummary : Summary<MeEndpoint>
{
    public MeSummary()
    {
        Summary = "Who am I, and which token is this";
        Description = "Returns whose token the request carries, when the token was made, and when it ends.";
        Response(200, "The token is valid.", example: new MeResponse
        {
            UserEmail = "ada@example.com",
            Authenticated = true,
            TokenFile = "token_b7c9d2f1.pickle",
            Token = new MeToken
            {
                CreatedAt = new DateTimeOffset(2026, 11, 2, 8, 30, 0, TimeSpan.Zero),
                ExpiresAt = new DateTimeOffset(2027, 11, 2, 8, 30, 0, TimeSpan.Zero),
                LastUsedAt = new DateTimeOffset(2026, 11, 23, 3, 15, 0, TimeSpan.Zero),
            },
        });
    }
}
