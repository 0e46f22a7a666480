using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Settings;

namespace Gcd.Features.Callback;

/// <summary>Shows whose account it is and the token, once.</summary>
internal static class CallbackPage
{
    public static HtmlPage Create(CallbackResponse response, GcdSettings settings)
    {
        var callback = settings.RedirectUri.OriginalString;
        var address = callback[..^RedirectUriSetting.CallbackPath.Length];
        return new HtmlPage("You are signed in")
            .Paragraph($"Google account: {response.UserEmail}")
            .Paragraph("If this is not your account, somebody else's sign-in was opened here: close this page and do not use the token.")
            .Heading("Your access token")
            .Preformatted(response.AccessToken)
            .Paragraph("It is shown only once. Whoever has it can read your contacts, so keep it like a password. Send it in the Authorization header, never in an address.")
            .Heading("Download your contacts")
            .Preformatted(
                $"""
                curl --fail-with-body -H "Authorization: Bearer {response.AccessToken}" \
                  -o contacts.tmp "{address}/download?format=csv" && mv contacts.tmp contacts.csv
                """)
            .Heading("End the access")
            .Preformatted($"curl -X POST -H \"Authorization: Bearer {response.AccessToken}\" \"{address}/token/revoke\"");
    }
}
