using System.Text.Json.Nodes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Sandbox.People;

/// <summary>GET /v1/people:batchGet (https://developers.google.com/people/api/rest/v1/people/getBatchGet).</summary>
internal static class BatchGetEndpoint
{
    // Of google.rpc.Code.
    private const int NotFound = 5;
    private const int MostNames = 200;

    public static void Map(WebApplication app, SimulatedGoogle google) => app.MapGet("/v1/people:batchGet", context => GetAsync(context, google));

    private static async Task GetAsync(HttpContext context, SimulatedGoogle google)
    {
        google.Requests.Count(GoogleOperation.BatchGet);
        if (await GoogleAccess.CheckAsync(context, google) is not { } access || !await google.Quotas.TakeCriticalReadAsync(context, access.Account))
        {
            return;
        }

        var names = context.Request.Query["resourceNames"].OfType<string>().ToList();
        var (parameters, error) = PersonParameters.Read(context.Request.Query, PeopleTable.BatchGetParameters, "GetPeopleResponse", "people/getBatchGet");
        error ??= names switch
        {
            [] => "Request must contain at least one resource name.",
            { Count: > MostNames } => $"Request must not contain more than {MostNames} resource names.",
            _ => names.FirstOrDefault(name => !name.StartsWith("people/", StringComparison.Ordinal)) is { } wrong ? $"Invalid resource name \"{wrong}\"." : null,
        };
        if (error is not null || parameters is null)
        {
            await GoogleError.WriteAsync(context, 400, error!, reason: null);
            return;
        }

        await PageReply.SendAsync(context, google, GoogleOperation.BatchGet, access, start: 0, isZipped => PageBytes.Of(Reply(names, access.Account, parameters), parameters, access.Account, isZipped));
    }

    // Google promises no order: each response says which name it is for.
    private static JsonObject Reply(IEnumerable<string> names, SimulatedAccount account, PersonParameters parameters) =>
        new() { ["responses"] = new JsonArray([.. names.Distinct().Order(StringComparer.Ordinal).Select(name => (JsonNode)Response(name, account, parameters))]) };

    private static JsonObject Response(string name, SimulatedAccount account, PersonParameters parameters) => account.Contacts.Find(name) is { } person
        ? new JsonObject { ["httpStatusCode"] = 200, ["person"] = parameters.Cut(person), ["requestedResourceName"] = name, ["status"] = new JsonObject() }
        : new JsonObject { ["httpStatusCode"] = 404, ["requestedResourceName"] = name, ["status"] = new JsonObject { ["code"] = NotFound, ["message"] = GoogleError.NotFound } };
}
