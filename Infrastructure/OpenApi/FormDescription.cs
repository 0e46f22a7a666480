using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>A request's form, all of whose fields are text and may be left out.</summary>
/// <param name="Name">Clients get a class of this name.</param>
/// <param name="Text">What the form holds.</param>
/// <param name="Fields">Each with what it means, and an example or null.</param>
internal sealed record FormDescription(string Name, string Text, IReadOnlyList<(string Name, string Text, string? Example)> Fields)
{
    public OpenApiRequestBody ToBody(OpenApiDocument document)
    {
        document.AddComponent(Name, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = Text,
            Properties = Fields.ToDictionary(
                field => field.Name,
                IOpenApiSchema (field) => new OpenApiSchema { Type = JsonSchemaType.String, Description = field.Text }),
        });
        return new OpenApiRequestBody
        {
            Required = true,
            Description = Text,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/x-www-form-urlencoded"] = new()
                {
                    Schema = new OpenApiSchemaReference(Name, document),
                    Example = new JsonObject(Fields.Where(field => field.Example is not null).Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Example))),
                },
            },
        };
    }
}
