using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gcd.Infrastructure.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>Schemas of the types that Gcd writes as JSON, each a component of the document.</summary>
internal static class JsonSchemas
{
    public static async Task<IOpenApiSchema> ReferenceAsync(OpenApiOperationTransformerContext context, JsonTypeInfo type, CancellationToken ct)
    {
        var document = context.Document!;
        var name = ComponentNameOf(type)!;
        if (document.Components?.Schemas?.ContainsKey(name) != true)
        {
            var schema = await context.GetOrCreateSchemaAsync(type.Type, cancellationToken: ct);
            if (type.Options.DefaultIgnoreCondition == JsonIgnoreCondition.WhenWritingNull)
            {
                ForbidNulls(schema);
            }

            await ReferToComponentsAsync(schema, context, type, ct);
            document.AddComponent(name, schema);
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>The name of a type's component, by which clients get a class; null for types that are written in place.</summary>
    public static string? ComponentNameOf(JsonTypeInfo type) => type.Type == typeof(ProblemDocument) ? "Problem" : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    /// <summary>Members that are records get components of their own, so that clients have a class for them with a name.</summary>
    private static async Task ReferToComponentsAsync(OpenApiSchema schema, OpenApiOperationTransformerContext context, JsonTypeInfo type, CancellationToken ct)
    {
        foreach (var member in type.Properties)
        {
            var memberType = type.Options.GetTypeInfo(member.PropertyType);
            if (memberType.Kind == JsonTypeInfoKind.Object && ComponentNameOf(memberType) is not null)
            {
                schema.Properties![member.Name] = await ReferenceAsync(context, memberType, ct);
            }
        }
    }

    /// <summary>What is null is left out of the reply, and never stands there as null.</summary>
    private static void ForbidNulls(OpenApiSchema schema)
    {
        foreach (var member in (schema.Properties?.Values ?? []).OfType<OpenApiSchema>())
        {
            member.Type &= ~JsonSchemaType.Null;
        }
    }
}
