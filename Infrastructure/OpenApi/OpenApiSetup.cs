using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gcd.Infrastructure.OpenApi;

internal static class OpenApiSetup
{
    public static void AddOpenApiDocument(this WebApplicationBuilder builder)
    {
        // Schemas are made with these options; the replies themselves are written by the source-generated contexts of the same rules.
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            // Else an integer is described as "integer or string".
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.AddOpenApi(PublishedDocument.Name, options =>
        {
            // HEAD is GET without a body, and would only double the document.
            options.ShouldInclude = operation => !HttpMethods.IsHead(operation.HttpMethod ?? string.Empty);
            options.CreateSchemaReferenceId = JsonSchemas.ComponentNameOf;
            options.AddOperationTransformer<OperationTransformer>();
            options.AddDocumentTransformer<DocumentTransformer>();
        });
        builder.Services.AddSingleton<PublishedDocument>();
    }
}
