using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.OpenApi;

namespace Gcd.Features.Health;

/// <summary>The health checks in the published document.</summary>
internal static class HealthDescription
{
    public static readonly OperationDescription Report = new(
        "getHealth",
        DocumentTags.Service,
        "State of the service and number of users",
        "The earlier service's health check, with its members and types.")
    {
        Replies =
        [
            Reply(StatusCodes.Status200OK, "The service works.", "healthy", new HealthResponse { Status = "healthy", CredentialsPath = "True", TokensDir = "tokens", AuthenticatedUsers = 2 }),
            Reply(StatusCodes.Status503ServiceUnavailable, "The service does not work; `error` says why. This is no problem object.", "unhealthy",
                new HealthResponse { Status = "unhealthy", CredentialsPath = "False", TokensDir = "tokens", AuthenticatedUsers = 2, Error = CredentialsFile.NotFound }),
        ],
    };

    public static readonly OperationDescription Live = new(
        "getLiveness",
        DocumentTags.Service,
        "The process answers",
        "What it depends on does not count, since a restart would not mend that.")
    {
        Replies = [Reply(StatusCodes.Status200OK, "The process answers.", "live", new HealthResponse { Status = "live" })],
    };

    public static readonly OperationDescription Ready = new(
        "getReadiness",
        DocumentTags.Service,
        "People can sign in and download now",
        "For load balancers: an instance that is not ready should get no requests.")
    {
        Replies =
        [
            Reply(StatusCodes.Status200OK, "Ready.", "ready", new HealthResponse { Status = "ready" }),
            Reply(StatusCodes.Status503ServiceUnavailable, "Not ready; `error` says why. This is no problem object.", "not-ready", new HealthResponse { Status = "not ready", Error = CredentialsFile.NotFound }),
        ],
    };

    private static ReplyDescription Reply(int status, string text, string name, HealthResponse example) => new(status, text)
    {
        Contents = [ContentDescription.Json(HealthJson.Default.HealthResponse, (name, text, example))],
    };
}
