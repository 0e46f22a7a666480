using System.Globalization;
using System.Text.Json.Nodes;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.SignIn;
using Microsoft.OpenApi;

namespace Gcd.Features.Auth;

/// <summary>GET /auth in the published document.</summary>
internal static class AuthDescription
{
    private const string RedirectUri = "https://contacts.example.com/oauth2callback";

    public static readonly OperationDescription Operation = new(
        "startSignIn",
        DocumentTags.SignIn,
        "Start a sign-in",
        "Gives the address at Google to open in a browser within ten minutes. Nothing is stored, and any number of sign-ins may run at once. " +
        "A browser gets a page with a link to Google, and has to finish the sign-in itself; what a program starts may be finished in any browser.")
    {
        Parameters =
        [
            new OpenApiParameter
            {
                Name = "login_hint",
                In = ParameterLocation.Query,
                Description = "The e-mail address that Google shall propose; at most once.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = AuthProblems.LongestLoginHint },
                Example = JsonValue.Create("ada@example.com"),
            },
        ],
        Replies =
        [
            new ReplyDescription(StatusCodes.Status200OK, "The sign-in has begun.")
            {
                Contents =
                [
                    ContentDescription.Json(AuthJson.Default.AuthResponse, ("started", "Open authorization_url in a browser", Example)),
                    ContentDescription.Page("A page that tells what Google will ask, with a link there", "Sign in with Google"),
                ],
            },
            new ReplyDescription(StatusCodes.Status302Found, "A browser that came by another host name than the redirect URI's is led to `/auth` there; programs never are.")
            {
                Headers = new Dictionary<string, OpenApiHeader>
                {
                    ["Location"] = ReplyHeaders.Text("`/auth` at the redirect URI's origin.", "https://contacts.example.com/auth", isAlwaysThere: true),
                },
            },
        ],
        Problems =
        [
            AuthProblems.BadLoginHint,
            NegotiationProblems.NotAcceptable,
            GoogleProblems.Example(GoogleFaultKind.CredentialsFile),
            SignInLimit.TooMany(TimeSpan.FromSeconds(10)),
        ],
    };

    private static AuthResponse Example => AuthResponse.For(
        string.Create(CultureInfo.InvariantCulture, $"https://accounts.google.com/o/oauth2/v2/auth?response_type=code&client_id=…&redirect_uri={Uri.EscapeDataString(RedirectUri)}&state=…"),
        "AQIDBAUGBwgJCgsMDQ4PEA…",
        RedirectUri);
}
