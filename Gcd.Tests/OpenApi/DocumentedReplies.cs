using System.Globalization;
using Gcd.Tests.Structure;
using NSwag;

namespace Gcd.Tests.OpenApi;

/// <summary>
/// Holds the published document against the truth: every reply that any test gets through World is compared with it,
/// by status, media type, headers, and, where the body is JSON and whole, by its schema.
/// </summary>
/// <param name="inner">Sends requests.</param>
/// <param name="gcd">Whose replies are compared; the simulated Google has no document.</param>
internal sealed class DocumentedReplies(HttpMessageHandler inner, Uri gcd) : DelegatingHandler(inner)
{
    // Headers that tell a caller what to do; none of them may come unannounced.
    private static readonly string[] Telling = ["Retry-After", "WWW-Authenticate", "Gcd-Contacts-Total", "Content-Disposition", "Location"];

    private static readonly Lazy<Task<OpenApiDocument>> Document = new(ReadAsync);

    /// <summary>What the document says otherwise, or does not say.</summary>
    /// <param name="method">The request's method, in capitals.</param>
    /// <param name="path">The request's path.</param>
    /// <param name="reply">The reply, whose body has not been read.</param>
    /// <returns>Nothing when they agree, and for what the document leaves to its introduction: unknown paths, wrong methods, OPTIONS.</returns>
    public static async Task<IReadOnlyList<string>> FaultsAsync(string method, string path, HttpResponseMessage reply)
    {
        var document = await Document.Value;
        var isHead = method == HttpMethod.Head.Method;
        if (!document.Paths.TryGetValue(path, out var operations)
            || !operations.TryGetValue(isHead ? "get" : method.ToLowerInvariant(), out var operation))
        {
            return [];
        }

        var status = ((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (!operation.Responses.TryGetValue(status, out var described))
        {
            return [$"{method} {path} answered {status}, which is not described"];
        }

        var faults = HeaderFaults(described, reply);
        if (reply.Content.Headers.ContentType?.MediaType is not { } mediaType)
        {
            faults.AddRange(described.Content.Count > 0 ? ["a body is described, and none came"] : []);
        }
        else if (!described.Content.TryGetValue(mediaType, out var content))
        {
            faults.Add($"{mediaType} is not described");
        }
        else if (!isHead && mediaType.EndsWith("json", StringComparison.Ordinal) && reply.Content.Headers.ContentLength is not null)
        {
            // Kept by the content, so that the test can read it as well. A download has no length: it is a stream, and may be broken on purpose.
            await reply.Content.LoadIntoBufferAsync();
            faults.AddRange(BodyFaults(content, await reply.Content.ReadAsStringAsync()));
        }

        return [.. faults.Select(fault => $"{method} {path} {status}: {fault}")];
    }

    /// <summary>What a whole body has that its description has not, or the other way round.</summary>
    public static IEnumerable<string> BodyFaults(OpenApiMediaType content, string body)
    {
        foreach (var error in content.Schema.ActualSchema.Validate(body))
        {
            yield return error.ToString();
        }

        // Each kind of problem is described by an example of that kind.
        var type = (string?)System.Text.Json.Nodes.JsonNode.Parse(body)!["type"];
        if (type is not null && !content.Examples.Values.Any(example => example.ActualExample.Value.ToString()!.Contains($"\"{type}\"", StringComparison.Ordinal)))
        {
            yield return $"{type} is not described";
        }
    }

    /// <summary>The description of a success.</summary>
    public static async Task<OpenApiMediaType> ContentAsync(string path, string method, string mediaType) =>
        (await Document.Value).Paths[path][method].Responses["200"].Content[mediaType];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var reply = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.Authority == gcd.Authority)
        {
            var faults = await FaultsAsync(request.Method.Method, request.RequestUri.AbsolutePath, reply);
            Assert.True(faults.Count == 0, string.Join('\n', faults));
        }

        return reply;
    }

    private static List<string> HeaderFaults(OpenApiResponse described, HttpResponseMessage reply)
    {
        var came = reply.Headers.Concat(reply.Content.Headers).Select(header => header.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unannounced = Telling.Where(name => came.Contains(name) && !described.Headers.ContainsKey(name)).Select(name => $"the header {name} is not described");
        var missing = described.Headers.Where(header => header.Value.IsRequired && !came.Contains(header.Key)).Select(header => $"the header {header.Key} is missing");
        return [.. unannounced, .. missing];
    }

    private static async Task<OpenApiDocument> ReadAsync()
    {
        var document = await OpenApiDocument.FromFileAsync(Path.Combine(Repository.Root, "openapi", "gcd.v1.json"));
        foreach (var schema in document.Components.Schemas.Values.Where(schema => schema.Properties.Count > 0))
        {
            // A client lets members pass that it does not know; here they are a fault.
            schema.AllowAdditionalProperties = false;
        }

        return document;
    }
}
