using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FastEndpoints.Swagger;
using Gcd.Infrastructure.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Namotion.Reflection;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;
using NSwag.Generation.AspNetCore;
using NSwag.Generation.Processors;
using NSwag.Generation.Processors.Contexts;

namespace Gcd.Infrastructure.OpenApi;

/// <summary>
/// Replies with every media type, and refusals with every example. Of several replies with one status in a summary, FastEndpoints.Swagger
/// shows only the last.
/// </summary>
internal sealed class ReplyProcessor : IOperationProcessor
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly JsonSerializerOptions AsSent = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public bool Process(OperationProcessorContext context)
    {
        if (context.OperationDescription.Method == OpenApiOperationMethod.Head)
        {
            // HEAD is GET without a body, and would only double the document.
            return false;
        }

        var operation = context.OperationDescription.Operation;
        var summary = context.GetEndpointDefinition()?.EndpointSummary
            ?? throw new InvalidOperationException($"{context.OperationDescription.Path} has no summary: add a Summary<TEndpoint> beside its endpoint.");
        if (operation.Security is null)
        {
            // NSwag leaves out an empty list, which says more than none.
            operation.ExtensionData!["security"] = Array.Empty<object>();
        }

        foreach (var parameter in operation.Parameters)
        {
            parameter.Position = null;
            parameter.Schema.IsNullableRaw = null;
        }

        if (operation.RequestBody is { } body)
        {
            body.Name = null;
            body.Position = null;
            body.Description = null;
            // The route accepts any type, to refuse it with advice.
            var isForm = MetadataOf(context).OfType<IAcceptsMetadata>().Any(accepts => accepts.ContentTypes.Contains(Form));
            var content = body.Content.First().Value;
            body.Content.Clear();
            body.Content.Add(isForm ? Form : "application/json", content);
        }

        var headers = operation.Responses.ToDictionary(reply => reply.Key, reply => reply.Value.Headers);
        operation.Responses.Clear();
        foreach (var replies in RepliesOf(context).GroupBy(reply => reply.StatusCode).OrderBy(replies => replies.Key))
        {
            var problems = replies.Select(reply => reply.GetExampleFromMetaData()).OfType<ProblemDocument>().DistinctBy(problem => problem.Type).ToList();
            if (problems.Count == 0 && !summary.Responses.ContainsKey(replies.Key))
            {
                // FastEndpoints' own 401 and 403 without a body.
                continue;
            }

            var status = replies.Key.ToString(CultureInfo.InvariantCulture);
            var response = new OpenApiResponse { Description = problems.Count == 0 ? summary.Responses[replies.Key] : Describe(problems) };
            foreach (var (name, header) in headers[status])
            {
                header.IsRequired = IsAlwaysSent(replies.Key, name);
                header.Schema!.Title = null;
                response.Headers.Add(name, header);
            }

            foreach (var reply in replies.Where(reply => reply.ContentTypes.Any()).DistinctBy(reply => reply.ContentTypes.Single()))
            {
                response.Content.Add(reply.ContentTypes.Single(), ContentOf(reply, problems, context));
            }

            operation.Responses.Add(status, response);
        }

        return true;
    }

    private static IEnumerable<IProducesResponseTypeMetadata> RepliesOf(OperationProcessorContext context) =>
        MetadataOf(context).OfType<IProducesResponseTypeMetadata>();

    private static IList<object> MetadataOf(OperationProcessorContext context) => ((AspNetCoreOperationProcessorContext)context).ApiDescription.ActionDescriptor.EndpointMetadata;

    private static OpenApiMediaType ContentOf(IProducesResponseTypeMetadata reply, List<ProblemDocument> problems, OperationProcessorContext context)
    {
        var content = new OpenApiMediaType
        {
            Schema = reply.Type == typeof(string)
                // The format tells generators to hand a page over as it is; some would read it as JSON.
                ? new JsonSchema { Type = JsonObjectType.String, Format = reply.ContentTypes.Contains("text/html") ? "binary" : null }
                : context.SchemaGenerator.GenerateWithReference<JsonSchema>(reply.Type!.ToContextualType(), context.SchemaResolver),
        };
        if (problems.Count == 0)
        {
            content.Example = ToToken(reply.GetExampleFromMetaData());
        }

        foreach (var problem in problems)
        {
            content.Examples.Add(problem.Type.Split(':')[^1], new OpenApiExample { Summary = problem.Error, Value = ToToken(problem) });
        }

        return content;
    }

    private static string Describe(List<ProblemDocument> problems)
    {
        var text = new StringBuilder($"{ReasonPhrases.GetReasonPhrase(problems[0].Status)}. The member `type` says which:\n");
        foreach (var problem in problems)
        {
            text.Append($"\n- `{problem.Type}`: {problem.Error}");
        }

        return text.ToString();
    }

    /// <summary>A summary cannot mark a header as required.</summary>
    private static bool IsAlwaysSent(int status, string header) => (status, header)
        is (StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden, "WWW-Authenticate")
        or (StatusCodes.Status429TooManyRequests, "Retry-After")
        or (_, "Content-Disposition" or "Location");

    // As it goes out, with dates as text; NSwag writes Newtonsoft's tokens.
    private static JToken? ToToken(object? example) =>
        Newtonsoft.Json.JsonConvert.DeserializeObject<JToken>(
            JsonSerializer.Serialize(example, AsSent),
            new Newtonsoft.Json.JsonSerializerSettings { DateParseHandling = Newtonsoft.Json.DateParseHandling.None });
}
