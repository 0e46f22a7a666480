using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gcd.Infrastructure.Http;
using NJsonSchema;
using NSwag;
using NSwag.Generation.Processors;
using NSwag.Generation.Processors.Contexts;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>What the document says of the whole: where it is served, the order of its paths, and which members are always there.</summary>
/// <param name="address">Where people reach the service.</param>
internal sealed class DocumentProcessor(string address) : IDocumentProcessor
{
    public void Process(DocumentProcessorContext context)
    {
        var document = context.Document;
        document.Generator = null;
        document.Info.Contact = new OpenApiContact { Name = "The operator of this service, whose home page is at /" };
        document.Info.License = new OpenApiLicense { Name = "MIT", Url = "https://opensource.org/license/mit" };
        document.Servers.Clear();
        document.Servers.Add(new OpenApiServer { Url = address, Description = "The service that this document comes from" });
        // The order in which endpoints are found means nothing to readers.
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal).ToList())
        {
            document.Paths.Remove(path);
            document.Paths.Add(path, item);
        }

        foreach (var type in typeof(DocumentProcessor).Assembly.GetTypes().Where(type => context.SchemaResolver.HasSchema(type, false)))
        {
            MarkRequired(type, context.SchemaResolver.GetSchema(type, false));
        }

        var schemas = document.Components.Schemas;
        schemas.Remove(nameof(ProblemDocument), out var problem);
        // Clients get a class of this name; and Kiota's exceptions have that member as their message.
        schemas.Add("Problem", problem!);
        problem!.Properties["error"].ExtensionData = new Dictionary<string, object?> { ["x-ms-primary-error-message"] = true };
        foreach (var (name, schema) in schemas.OrderBy(schema => schema.Key, StringComparer.Ordinal).ToList())
        {
            schemas.Remove(name);
            schemas.Add(name, schema);
        }
    }

    /// <summary>C#'s required members are always there, even as null; the others are left out instead of being null.</summary>
    private static void MarkRequired(Type type, JsonSchema schema)
    {
        foreach (var member in type.GetProperties())
        {
            var name = member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
            if (schema.Properties.TryGetValue(name, out var property))
            {
                property.IsRequired = member.IsDefined(typeof(RequiredMemberAttribute));
                property.IsNullableRaw = property.IsRequired && property.IsNullable(SchemaType.OpenApi3) ? true : null;
            }
        }
    }
}
