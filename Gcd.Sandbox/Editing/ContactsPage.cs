using System.Text;
using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.Editing;

/// <summary>The contacts of an account, those that fit a search, and a form to add one.</summary>
internal static class ContactsPage
{
    private const int MostRows = 200;

    public static IResult Show(SimulatedAccount account, string search)
    {
        var view = account.Contacts.View();
        var found = view.After(-1).Select(entry => entry.Person).Where(person => Fits(person, search)).Take(MostRows).ToList();
        var path = SandboxPage.Encode(EditEndpoints.PathOf(account));
        return SandboxPage.Of(
            StatusCodes.Status200OK,
            $"Contacts of {account.Email}",
            $"""
            <p><a href="/contacts">All accounts</a></p>
            <form action="{path}"><label>Name, phone or id <input name="q" value="{SandboxPage.Encode(search)}"></label> <button>Search</button></form>
            <p>{(found.Count == MostRows ? $"The first {MostRows}" : found.Count)} of {view.Count} contacts; those that were changed last come last.</p>
            <table><thead><tr><th>Name</th><th>Phone</th><th>Birthday</th><th>Id</th></tr></thead><tbody>
            {Rows(found, path)}</tbody></table>
            <h2>Add a contact</h2>
            <form method="post" action="{path}">{ContactPage.Fields([])}<button>Add</button></form>
            """);
    }

    /// <summary>The end of the resource name.</summary>
    public static string IdOf(JsonObject person) => ((string)person["resourceName"]!)["people/".Length..];

    public static string NameOf(JsonObject person) => (string?)person["names"]?[0]?["displayName"] ?? (string?)person["names"]?[0]?["unstructuredName"] ?? string.Empty;

    public static string PhoneOf(JsonObject person) => (string?)person["phoneNumbers"]?[0]?["value"] ?? string.Empty;

    private static bool Fits(JsonObject person, string search) =>
        search.Length == 0 || new[] { NameOf(person), PhoneOf(person), IdOf(person) }.Any(text => text.Contains(search, StringComparison.OrdinalIgnoreCase));

    private static string Rows(List<JsonObject> people, string path)
    {
        var rows = new StringBuilder();
        foreach (var person in people)
        {
            var name = NameOf(person) is { Length: > 0 } known ? known : "(no name)";
            var id = IdOf(person);
            rows.Append(
                $"""
                <tr><td><a href="{path}/{SandboxPage.Encode(Uri.EscapeDataString(id))}"><bdi>{SandboxPage.Encode(name)}</bdi></a></td><td>{SandboxPage.Encode(PhoneOf(person))}</td><td>{BirthdayText.Of(person)}</td><td>{SandboxPage.Encode(id)}</td></tr>

                """);
        }

        return rows.ToString();
    }
}
