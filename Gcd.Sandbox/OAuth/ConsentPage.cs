using System.Text;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.OAuth;

/// <summary>Asks a person, as Google would, and says that this is a simulation.</summary>
internal static class ConsentPage
{
    public static IResult Error(string error) => SandboxPage.Of(StatusCodes.Status400BadRequest, "Access blocked", $"<p>{Encode(error)}</p>");

    public static IResult Ask(SimulatedGoogle google, string query, AuthorizationRequest request, SimulatedAccount? hinted)
    {
        var accounts = new StringBuilder();
        foreach (var account in google.Accounts.All)
        {
            var isChosen = account == (hinted ?? google.Accounts.All.First());
            accounts.Append(
                $"""
                <p><label><input type="radio" name="account" value="{Encode(account.Email)}"{(isChosen ? " checked" : string.Empty)}>
                {Encode(account.Email)} ({account.Contacts.View().Count} contacts)</label></p>

                """);
        }

        return SandboxPage.Of(
            StatusCodes.Status200OK,
            "Choose an account",
            $"""
            <form method="post" action="/sandbox/consent">
            <input type="hidden" name="request" value="{Encode(query)}">
            <fieldset><legend>Account</legend>
            {accounts}</fieldset>
            <fieldset><legend>{Encode(request.ClientId)} wants to</legend>
            <p>See your e-mail address</p>
            <p><label><input type="checkbox" name="contacts" checked> See and download your contacts</label></p>
            </fieldset>
            <p><button name="decision" value="allow">Allow</button> <button name="decision" value="refuse">Refuse</button></p>
            </form>
            """);
    }

    private static string Encode(string text) => SandboxPage.Encode(text);
}
