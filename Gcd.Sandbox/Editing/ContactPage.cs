using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.Editing;

/// <summary>One contact: to edit, to merge and to delete.</summary>
internal static class ContactPage
{
    public static IResult Show(SimulatedAccount account, JsonObject person)
    {
        var list = SandboxPage.Encode(EditEndpoints.PathOf(account));
        var path = $"{list}/{SandboxPage.Encode(Uri.EscapeDataString(ContactsPage.IdOf(person)))}";
        return SandboxPage.Of(
            StatusCodes.Status200OK,
            ContactsPage.NameOf(person) is { Length: > 0 } name ? name : "(no name)",
            $"""
            <p><a href="{list}">Contacts of {SandboxPage.Encode(account.Email)}</a></p>
            <form method="post" action="{path}">{Fields(person)}<button>Save</button></form>
            <h2>Merge</h2>
            <form method="post" action="{path}/merge"><p><label>Id of the contact that goes into this one <input name="with" required></label></p><button>Merge</button></form>
            <h2>Delete</h2>
            <form method="post" action="{path}/delete"><button>Delete</button></form>
            """);
    }

    public static string Fields(JsonObject person) =>
        $"""
        <p><label>Name <input name="name" value="{SandboxPage.Encode(ContactsPage.NameOf(person))}"></label></p>
        <p><label>Phone <input name="phone" value="{SandboxPage.Encode(ContactsPage.PhoneOf(person))}"></label></p>
        <p><label>Birthday, YYYY-MM-DD or --MM-DD <input name="birthday" value="{BirthdayText.Of(person)}"></label></p>
        """;
}
