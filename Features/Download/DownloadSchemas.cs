using System.Text.Json.Nodes;
using Gcd.Infrastructure.Exports.Tables;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gcd.Features.Download;

/// <summary>The form of a download in the published document. It is streamed and has no type, so that this stands in for one.</summary>
internal static class DownloadSchemas
{
    private const string ContactName = "Contact";
    private const string DownloadName = "ContactsDownload";

    private static readonly Dictionary<string, (string Description, string Example)> Columns = new()
    {
        ["Full Name"] = ("The display name, else the name as it was typed.", "Grace Hopper"),
        ["Given Name"] = ("Of the same name.", "Grace"),
        ["Family Name"] = ("Of the same name.", "Hopper"),
        ["Nickname"] = ("The primary nickname, else the first.", "Amazing Grace"),
        ["Primary Email"] = ("The address that Google marks as primary, else the first.", "grace@example.com"),
        ["Other Emails"] = ("All others, in Google's order, joined by `; `.", "hopper@example.org; g.hopper@example.net"),
        ["Mobile Phone"] = ("The first number of the type mobile.", "+1 555 0100"),
        ["Work Phone"] = ("The first number of the type work.", "+1 555 0101"),
        ["Home Phone"] = ("The first number of the type home.", ""),
        ["Other Phones"] = ("Every number that no column before shows, joined by `; `.", "+1 555 0102"),
        ["Organization"] = ("The primary organisation, else the first.", "US Navy"),
        ["Job Title"] = ("In the same organisation.", "Rear admiral"),
        ["Birthday"] = ("`YYYY-MM-DD`; without a year `--MM-DD`, without a day `YYYY-MM`, the year alone `YYYY`; else the text that Google holds.", "1906-12-09"),
        ["Street Address"] = ("Of one address: the primary of type home, else the first home, else the first work, else the primary, else the first. An address that is only one piece of text stands here.", "1 Main Street"),
        ["City"] = ("Of the same address.", "Arlington"),
        ["Region"] = ("Of the same address.", "VA"),
        ["Postal Code"] = ("Of the same address.", "22202"),
        ["Country"] = ("Of the same address.", "USA"),
        ["Resource Name"] = ("Google's name of the contact.", "people/c123"),
    };

    public static IReadOnlyDictionary<string, OpenApiExample> JsonExamples => new Dictionary<string, OpenApiExample>
    {
        ["one-contact"] = new() { Summary = "One contact", Value = Download(ExampleContact) },
        ["empty"] = new() { Summary = "An empty address book", Value = Download() },
    };

    public static string CsvExample => $"{string.Join(',', ContactColumns.Names)}\r\n{string.Join(',', ContactColumns.Names.Select(name => Columns[name].Example))}\r\n";

    private static JsonObject ExampleContact => new(ContactColumns.Names.Select(name => KeyValuePair.Create(name, (JsonNode?)Columns[name].Example)));

    /// <summary>The JSON download, a component of the document.</summary>
    public static Task<IOpenApiSchema> JsonAsync(OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var document = context.Document!;
        document.AddComponent(ContactName, Object("A contact. Every value is text; what is missing is empty.", ContactColumns.Names.ToDictionary(name => name, IOpenApiSchema (name) => Text(Columns[name].Description))));
        document.AddComponent(DownloadName, Object("All contacts of a person.", new Dictionary<string, IOpenApiSchema>
        {
            ["user_email"] = Text("Whose contacts these are."),
            ["contacts"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(ContactName, document), Description = "In Google's order." },
            ["total_contacts"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Description = "How many contacts were written; at the end, because it is not known before." },
        }));
        return Task.FromResult<IOpenApiSchema>(new OpenApiSchemaReference(DownloadName, document));
    }

    private static JsonObject Download(params JsonNode[] contacts) => new()
    {
        ["user_email"] = "ada@example.com",
        ["contacts"] = new JsonArray(contacts),
        ["total_contacts"] = contacts.Length,
    };

    private static OpenApiSchema Object(string description, Dictionary<string, IOpenApiSchema> members) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = members,
        Required = members.Keys.ToHashSet(),
    };

    private static OpenApiSchema Text(string description) => new OpenApiSchema { Type = JsonSchemaType.String, Description = description };
}
