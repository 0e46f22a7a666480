using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>One form of a reply: its media type, its schema, and named examples.</summary>
/// <param name="MediaType">Without parameters.</param>
/// <param name="Schema">Makes the schema; what others refer to goes into the document's components.</param>
/// <param name="Examples">By a name of letters, digits and hyphens.</param>
internal sealed record ContentDescription(
    string MediaType,
    Func<OpenApiOperationTransformerContext, CancellationToken, Task<IOpenApiSchema>> Schema,
    IReadOnlyDictionary<string, OpenApiExample> Examples)
{
    /// <summary>JSON as an endpoint writes it, with values that it could have written.</summary>
    public static ContentDescription Json<T>(JsonTypeInfo<T> type, params IEnumerable<(string Name, string Summary, T Value)> examples)
        where T : class => JsonAs("application/json", type, examples);

    public static ContentDescription JsonAs<T>(string mediaType, JsonTypeInfo<T> type, params IEnumerable<(string Name, string Summary, T Value)> examples)
        where T : class => new(
            mediaType,
            (context, ct) => JsonSchemas.ReferenceAsync(context, type, ct),
            examples.ToDictionary(
                example => example.Name,
                example => new OpenApiExample { Summary = example.Summary, Value = JsonSerializer.SerializeToNode(example.Value, type) }));

    /// <summary>Text of another kind than JSON.</summary>
    public static ContentDescription Text(string mediaType, string description, string example) => Text(mediaType, description, example, format: null);

    /// <summary>What a browser gets. The format tells generators to hand it over as it is; some would read text/html as JSON.</summary>
    public static ContentDescription Page(string description, string heading) => Text(
        "text/html",
        description,
        $"<!doctype html>\n<html lang=\"en\"><head><title>{heading} - Gcd</title></head><body><main><h1>{heading}</h1>…</main></body></html>",
        format: "binary");

    private static ContentDescription Text(string mediaType, string description, string example, string? format) => new(
        mediaType,
        (_, _) => Task.FromResult<IOpenApiSchema>(new OpenApiSchema { Type = JsonSchemaType.String, Format = format, Description = description }),
        new Dictionary<string, OpenApiExample> { ["example"] = new() { Value = JsonValue.Create(example) } });
}
