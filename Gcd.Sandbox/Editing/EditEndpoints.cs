using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.Editing;

/// <summary>/contacts, where a person or curl changes address books. It is the sandbox's own: Google's API has no such path.</summary>
internal static class EditEndpoints
{
    public static void Map(WebApplication app, SimulatedGoogle google)
    {
        var contacts = app.MapGroup("/contacts").AddEndpointFilter(RefuseOtherSitesAsync);
        contacts.MapGet("/", () => AccountsPage.Show(google.Accounts.All));
        contacts.MapGet("/{account}", (string account, string? q) => On(google, account, known => ContactsPage.Show(known, q ?? string.Empty)));
        contacts.MapGet("/{account}/{id}", (string account, string id) => On(google, account, known => known.Contacts.Find($"people/{id}") is { } person ? ContactPage.Show(known, person) : NotThere()));
        contacts.MapPost("/{account}", (HttpRequest request, string account) => ChangeAsync(google, request, account, (known, form) =>
            $"Added {known.AddContact(form.Fill([]))}."));
        contacts.MapPost("/{account}/{id}", (HttpRequest request, string account, string id) => ChangeAsync(google, request, account, (known, form) =>
        {
            known.Edit($"people/{id}", person => form.Fill(person));
            return $"Changed people/{id}.";
        }));
        contacts.MapPost("/{account}/{id}/delete", (HttpRequest request, string account, string id) => ChangeAsync(google, request, account, (known, _) =>
        {
            known.Delete($"people/{id}");
            return $"Deleted people/{id}.";
        }));
        contacts.MapPost("/{account}/{id}/merge", (HttpRequest request, string account, string id) => ChangeAsync(google, request, account, (known, form) =>
        {
            known.Merge($"people/{id}", $"people/{form.With}");
            return $"Merged people/{form.With} into people/{id}.";
        }));
    }

    /// <summary>The address of an account's contacts.</summary>
    public static string PathOf(SimulatedAccount account) => $"/contacts/{Uri.EscapeDataString(account.Email)}";

    private static IResult On(SimulatedGoogle google, string account, Func<SimulatedAccount, IResult> show) => google.Accounts.FindByEmail(account) is { } known ? show(known) : NotThere();

    /// <summary>A browser goes on to the list; curl shows what was done.</summary>
    private static async Task<IResult> ChangeAsync(SimulatedGoogle google, HttpRequest request, string account, Func<SimulatedAccount, ContactForm, string> change)
    {
        if (!request.HasFormContentType)
        {
            return Refuse("Send a form: curl -d name='New Name' ADDRESS");
        }

        if (google.Accounts.FindByEmail(account) is not { } known)
        {
            return NotThere();
        }

        var (form, wrong) = ContactForm.Read(await request.ReadFormAsync());
        if (form is null)
        {
            return Refuse(wrong!);
        }

        try
        {
            var done = change(known, form);
            request.HttpContext.Response.Headers.Location = PathOf(known);
            return Results.Text(done + Environment.NewLine, statusCode: StatusCodes.Status303SeeOther);
        }
        catch (KeyNotFoundException)
        {
            return NotThere();
        }
        catch (ArgumentException)
        {
            return Refuse("A contact cannot be merged with itself.");
        }
    }

    /// <summary>Pages of other sites may not send a browser here to change something.</summary>
    private static async ValueTask<object?> RefuseOtherSitesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}" ? SandboxPage.Of(StatusCodes.Status403Forbidden, "Another site sent this form", string.Empty) : await next(context);
    }

    private static IResult NotThere() => SandboxPage.Of(StatusCodes.Status404NotFound, "No such account or contact", """<p><a href="/contacts">All accounts</a></p>""");

    private static IResult Refuse(string what) => SandboxPage.Of(StatusCodes.Status400BadRequest, "Nothing was changed", $"<p>{SandboxPage.Encode(what)}</p>");
}
