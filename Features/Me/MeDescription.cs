using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Me;

/// <summary>GET /me in the published document.</summary>
internal static class MeDescription
{
    public static readonly OperationDescription Operation = new(
        "getMe",
        DocumentTags.Token,
        "Who am I, and which token is this",
        "Tells whose token the request carries, when the token was made, and when it ends.")
    {
        NeedsToken = true,
        Replies =
        [
            new ReplyDescription(StatusCodes.Status200OK, "The token is good.")
            {
                Contents = [ContentDescription.Json(MeJson.Default.MeResponse, ("used", "A token that was used before", Example))],
            },
        ],
    };

    private static MeResponse Example => new()
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
    };
}
