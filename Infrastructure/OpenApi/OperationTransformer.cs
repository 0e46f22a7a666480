using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>Writes an endpoint's description into the document. The framework finds the routes; the replies are written by hand, so it cannot see them.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var description = context.Description.ActionDescriptor.EndpointMetadata.OfType<OperationDescription>().FirstOrDefault()
            ?? throw new InvalidOperationException($"/{context.Description.RelativePath} has no description: give its endpoint one, with Description(....AddTo, clearDefaults: true).");
        operation.OperationId = description.Id;
        operation.Summary = description.Summary;
        operation.Description = description.Text;
        operation.Tags = new HashSet<OpenApiTagReference> { new(description.Tag, context.Document) };
        operation.Security = description.NeedsToken
            ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DocumentTransformer.Bearer, context.Document)] = [] }]
            : [];
        operation.Parameters = [.. description.Parameters];
        operation.RequestBody = description.Form?.ToBody(context.Document!);
        operation.Responses = [];
        foreach (var reply in description.Replies.Concat(ProblemReplies.Of(description)).OrderBy(reply => reply.Status))
        {
            operation.Responses.Add(reply.Status.ToString(CultureInfo.InvariantCulture), await ResponseAsync(reply, context, cancellationToken));
        }
    }

    private static async Task<OpenApiResponse> ResponseAsync(ReplyDescription reply, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var response = new OpenApiResponse
        {
            Description = reply.Text,
            Headers = reply.Headers.ToDictionary(pair => pair.Key, IOpenApiHeader (pair) => pair.Value),
            Content = new Dictionary<string, OpenApiMediaType>(),
        };
        foreach (var content in reply.Contents)
        {
            response.Content.Add(content.MediaType, new OpenApiMediaType
            {
                Schema = await content.Schema(context, ct),
                Examples = content.Examples.ToDictionary(pair => pair.Key, IOpenApiExample (pair) => pair.Value),
            });
        }

        return response;
    }
}
