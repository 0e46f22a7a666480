using System.Text.Json.Nodes;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.SignIn;
using Microsoft.OpenApi;

namespace Gcd.Features.Callback;

/// <summary>GET and POST /oauth2callback in the published document.</summary>
internal static class CallbackDescription
{
    private const string Code = "The code that Google gave. Needed unless `error` is there.";
    private const string State = "The state that `/auth` gave out; it counts once, for ten minutes.";
    private const string Error = "What Google sends instead of a code when there is none, such as `access_denied`.";
    private const string Issuer = "Who answers (RFC 9207); where it is there, it must be `https://accounts.google.com`.";

    // Before what uses it: fields are set in the order in which they stand.
    private static readonly CallbackProblems ProblemsOfExample = new("https://contacts.example.com/oauth2callback");

    private static readonly IReadOnlyList<Problem> Refusals =
    [
        .. Enum.GetValues<CallbackRefusal>().Select(ProblemsOfExample.Of),
        .. Enum.GetValues<GoogleFaultKind>().Where(MayHappen).Select(kind => ProblemsOfExample.Of(GoogleProblems.ExampleFault(kind))),
        StoreUnavailableReply.Problem("The disk is full."),
        SignInLimit.TooMany(TimeSpan.FromSeconds(10)),
    ];

    public static readonly OperationDescription Redirect = new(
        "finishSignIn",
        DocumentTags.SignIn,
        "Where Google sends the person back to",
        "Finishes a sign-in and shows the token, once. Google calls it in the person's browser, which gets a page; a program that follows the redirect gets JSON. Every parameter may stand once.")
    {
        Parameters = [Parameter("code", Code, "4/0Ab…"), Parameter("state", State, "AQIDBAUGBwgJCgsMDQ4PEA…"), Parameter("error", Error, "access_denied"), Parameter("iss", Issuer, "https://accounts.google.com")],
        Replies = [Success],
        Problems = [.. Refusals, CallbackProblems.Prefetched, NegotiationProblems.NotAcceptable],
    };

    public static readonly OperationDescription Form = new(
        "finishSignInByForm",
        DocumentTags.SignIn,
        "Hand on what Google sent to a page of your own",
        "For a service whose own page is the redirect URI: it hands the parameters of Google's redirect on, as a form, and gets the person's token. Every field may stand once.")
    {
        Form = new FormDescription(
            "SignInForm",
            "What stood in the query of Google's redirect.",
            [("code", Code, "4/0Ab…"), ("state", State, "AQIDBAUGBwgJCgsMDQ4PEA…"), ("error", Error, null), ("iss", Issuer, "https://accounts.google.com")]),
        Replies = [Success],
        Problems = [.. Refusals, CallbackProblems.Prefetched, CallbackProblems.NotAForm, ErrorReplies.TooLarge],
    };

    private static ReplyDescription Success => new(StatusCodes.Status200OK, "The sign-in is complete. Keep the token secret.")
    {
        Contents =
        [
            ContentDescription.Json(
                CallbackJson.Default.CallbackResponse,
                ("signed-in", "The token, shown this once", CallbackResponse.For("ada@example.com", "gcd_EXAMPLEonly0000000000000000000000000000000000000000", new DateTimeOffset(2027, 11, 2, 8, 30, 0, TimeSpan.Zero)))),
            ContentDescription.Page("A page with the token, whose account it is, and how to use it", "You are signed in"),
        ],
    };

    /// <summary>A sign-in reads no contacts.</summary>
    private static bool MayHappen(GoogleFaultKind kind) => kind is GoogleFaultKind.BadCode or GoogleFaultKind.BadIdToken or GoogleFaultKind.RedirectUriMismatch
        or GoogleFaultKind.CredentialsFile or GoogleFaultKind.ClientRefused or GoogleFaultKind.RateLimited or GoogleFaultKind.Unreachable
        or GoogleFaultKind.ServerError or GoogleFaultKind.Unavailable or GoogleFaultKind.Timeout or GoogleFaultKind.Malformed or GoogleFaultKind.Refused;

    private static OpenApiParameter Parameter(string name, string description, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(example),
    };
}
