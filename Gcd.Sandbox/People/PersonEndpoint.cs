namespace Gcd.Sandbox.People;

/// <summary>GET /v1/people/{id} (https://developers.google.com/people/api/rest/v1/people/get), for contacts; people/me is not simulated.</summary>
internal static class PersonEndpoint
{
    public static void Map(WebApplication app, SimulatedGoogle google) =>
        app.MapGet("/v1/people/{person}", context => context.Part("person") == "me" ? google.RefuseUnknownAsync(context) : GetAsync(context, $"people/{context.Part("person")}", google));

    private static async Task GetAsync(HttpContext context, string resourceName, SimulatedGoogle google)
    {
        google.Requests.Count(GoogleOperation.Person);
        if (await GoogleAccess.CheckAsync(context, google) is not { } access || !await google.Quotas.TakeCriticalReadAsync(context, access.Account))
        {
            return;
        }

        var (parameters, error) = PersonParameters.Read(context.Request.Query, PeopleTable.PersonParameters, "Person", "people/get");
        if (parameters is null)
        {
            await GoogleError.WriteAsync(context, 400, error!, reason: null);
            return;
        }

        await PageReply.SendAsync(context, google, GoogleOperation.Person, access, start: 0, isZipped =>
            access.Account.Contacts.Find(resourceName) is { } person ? PageBytes.Of(parameters.Cut(person), parameters, access.Account, isZipped) : null);
    }
}
