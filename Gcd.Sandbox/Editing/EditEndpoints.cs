using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.Editing;

/// <summary>/contacts, where a person or curl changes address books. It is the sandbox's own: Google's API has no such path.</summary>
internal static class EditEndpoints
{
    public static void Map(WebApplication app, SimulatedGoogle google)
    {
        app.MapResult(HttpMethods.Get, "/contacts", _ => AccountsPage.Show(google.Accounts.All));
        app.MapResult(HttpMethods.Get, "/contacts/{account}", context => On(google, context, known => ContactsPage.Show(known, context.Request.Query["q"].ToString())));
        app.MapResult(HttpMethods.Get, "/contacts/{account}/{id}", context => On(google, context, known => known.Contacts.Find(NameIn(context)) is { } person ? ContactPage.Show(known, person) : NotThere()));
        app.MapResult(HttpMethods.Post, "/contacts/{account}", context => ChangeAsync(google, context, (known, form) => $"Added {known.AddContact(form.Fill([]))}."));
        app.MapResult(HttpMethods.Post, "/contacts/{account}/{id}", context => ChangeAsync(google, context, (known, form) =>
        {
            known.Edit(NameIn(context), person => form.Fill(person));
            return $"Changed {NameIn(context)}.";
        }));
        app.MapResult(HttpMethods.Post, "/contacts/{account}/{id}/delete", context => ChangeAsync(google, context, (known, _) =>
        {
            known.Delete(NameIn(context));
            return $"Deleted {NameIn(context)}.";
        }));
        app.MapResult(HttpMethods.Post, "/contacts/{account}/{id}/merge", context => ChangeAsync(google, context, (known, form) =>
        {
            known.Merge(NameIn(context), $"people/{form.With}");
            return $"Merged people/{form.With} into {NameIn(context)}.";
        }));
    }

    /// <summary>The address of an account's contacts.</summary>
    public static string PathOf(SimulatedAccount account) => $"/contacts/{Uri.EscapeDataString(account.Email)}";

    private static string NameIn(HttpContext context) => $"people/{context.Part("id")}";

    private static IResult On(SimulatedGoogle google, HttpContext context, Func<SimulatedAccount, IResult> show) =>
        google.Accounts.FindByEmail(context.Part("account")) is { } known ? show(known) : NotThere();

    /// <summary>A browser goes on to the list; curl shows what was done.</summary>
    private static async Task<IResult> ChangeAsync(SimulatedGoogle google, HttpContext context, Func<SimulatedAccount, ContactForm, string> change)
    {
        var request = context.Request;
        if (IsOfAnotherSite(request))
        {
            return SandboxPage.Of(StatusCodes.Status403Forbidden, "Another site sent this form", string.Empty);
        }

        if (!request.HasFormContentType)
        {
            return Refuse("Send a form: curl -d name='New Name' ADDRESS");
        }

        if (google.Accounts.FindByEmail(context.Part("account")) is not { } known)
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
            context.Response.Headers.Location = PathOf(known);
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
    private static bool IsOfAnotherSite(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && origin != $"{request.Scheme}://{request.Host}";
    }

    private static IResult NotThere() => SandboxPage.Of(StatusCodes.Status404NotFound, "No such account or contact", """<p><a href="/contacts">All accounts</a></p>""");

    private static IResult Refuse(string what) => SandboxPage.Of(StatusCodes.Status400BadRequest, "Nothing was changed", $"<p>{SandboxPage.Encode(what)}</p>");
}
