using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.Editing;

/// <summary>The accounts to choose from.</summary>
internal static class AccountsPage
{
    public static IResult Show(IEnumerable<SimulatedAccount> accounts) => SandboxPage.Of(
        StatusCodes.Status200OK,
        "Whose contacts?",
        $"<ul>{string.Concat(accounts.Select(account => $"<li><a href=\"{SandboxPage.Encode(EditEndpoints.PathOf(account))}\">{SandboxPage.Encode(account.Email)}</a> ({account.Contacts.View().Count} contacts)</li>"))}</ul>");
}
