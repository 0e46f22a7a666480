using FastEndpoints;
using Gcd.Infrastructure.Google;
using Gcd.Infrastructure.Hosting;
using Gcd.Infrastructure.Issuing;
using Gcd.Infrastructure.OpenApi;
using Gcd.Infrastructure.SignIn;

namespace Gcd.Features.Callback;

/// <summary>What the two ways to finish a sign-in have in common in the document.</summary>
internal static class CallbackExamples
{
    public static void FinishesSignIn(this EndpointSummary summary)
    {
        summary.Response(
            200,
            "The sign-in is complete. Keep the token secret.",
            example: CallbackResponse.For("ada@example.com", "gcd_EXAMPLEonly0000000000000000000000000000000000000000", new DateTimeOffset(2027, 11, 2, 8, 30, 0, TimeSpan.Zero)));
        summary.Response(200, contentType: "text/html", example: PageExample.Of("You are signed in"));
        var problems = new CallbackProblems("https://contacts.example.com/oauth2callback");
        summary.Refuses(
        [
            .. Enum.GetValues<CallbackRefusal>().Select(problems.Of),
            .. Enum.GetValues<GoogleFaultKind>().Where(MayHappen).Select(kind => problems.Of(GoogleProblems.ExampleFault(kind))),
            CallbackProblems.Prefetched,
            IssueRefusals.NoLabel,
            StoreUnavailableReply.Problem("The disk is full."),
            SignInLimit.TooMany(TimeSpan.FromSeconds(10)),
        ]);
    }

    /// <summary>A sign-in reads no contacts, and labels only for a token that is limited to some.</summary>
    private static bool MayHappen(GoogleFaultKind kind) => kind is GoogleFaultKind.ApiDisabled or GoogleFaultKind.BadCode or GoogleFaultKind.BadIdToken or GoogleFaultKind.RedirectUriMismatch
        or GoogleFaultKind.CredentialsFile or GoogleFaultKind.ClientRefused or GoogleFaultKind.RateLimited or GoogleFaultKind.Unreachable
        or GoogleFaultKind.ServerError or GoogleFaultKind.Unavailable or GoogleFaultKind.Timeout or GoogleFaultKind.Malformed or GoogleFaultKind.Refused;
}
