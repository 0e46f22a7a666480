using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Revoke;

/// <summary>POST /token/revoke in the published document.</summary>
internal static class RevokeDescription
{
    public static readonly OperationDescription Operation = new(
        "revokeToken",
        DocumentTags.Token,
        "End the token that the request carries",
        "Other tokens of the person go on working. With the last one the stored credentials go too, and Google is asked to end the permission.")
    {
        NeedsToken = true,
        Replies =
        [
            new ReplyDescription(StatusCodes.Status200OK, "The token has ended, on every instance.")
            {
                Contents = [ContentDescription.Json(RevokeJson.Default.RevokeResponse, ("revoked", "The token has ended", RevokeResponse.For("ada@example.com")))],
            },
        ],
    };
}
