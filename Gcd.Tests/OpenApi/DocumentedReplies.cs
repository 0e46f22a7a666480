using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Structure;
using NSwag;

namespace Gcd.Tests.OpenApi;

/// <summary>
/// Holds the published document against the truth: every reply that any test gets through World is compared with it,
/// by status, media type, headers, and, where the body is JSON and whole, by its schema.
/// </summary>
/// <param name="inner">Sends requests.</param>
/// <param name="gcd">Whose replies are compared; the simulated Google has no document.</param>
/// <param name="logs">What Gcd logs, which goes with every request, so that a failure can say why.</param>
internal sealed class DocumentedReplies(HttpMessageHandler inner, Uri gcd, LogCapture logs) : DelegatingHandler(inner)
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

        var status = Status(reply);
        if (!operation.Responses.TryGetValue(status, out var described))
        {
            return [$"{method} {path} answered {status}, which is not described"];
        }

        var faults = HeaderFaults(described, reply);
        if (reply.Content.Headers.ContentType?.MediaType is not { } mediaType)
        {
            faults.AddRange(described.Content.Count > 0 ? ["a body is described, and none came"] : []);
        }
        else if (mediaType == "text/html" && (int)reply.StatusCode >= 400)
        {
            // A browser gets refusals as pages; the introduction says so, once.
        }
        else if (!described.Content.TryGetValue(mediaType, out var content))
        {
            faults.Add($"{mediaType} is not described");
        }
        else if (!isHead && mediaType is "application/json" or "application/problem+json" && reply.Content.Headers.ContentLength is not null)
        {
            // Kept by the content, so that the test can read it as well. A download has no length: it is a stream, and may be broken on purpose.
            await reply.Content.LoadIntoBufferAsync();
            faults.AddRange(BodyFaults(content, await reply.Content.ReadAsStringAsync()));
        }

        return [.. faults.Select(fault => $"{method} {path} {status}: {fault}")];
    }

    /// <summary>The same for a body that came as a stream.</summary>
    public static async Task<IReadOnlyList<string>> BodyFaultsAsync(string method, string path, HttpResponseMessage reply, string body)
    {
        var operation = (await Document.Value).Paths[path][method.ToLowerInvariant()];
        return [.. BodyFaults(operation.Responses[Status(reply)].Content[reply.Content.Headers.ContentType!.MediaType!], body)];
    }

    /// <summary>How many operations are described.</summary>
    public static async Task<int> OperationsAsync() => (await Document.Value).Operations.Count();

    /// <summary>Every success and redirect that is described: method, path, status and media type.</summary>
    public static async Task<IEnumerable<string>> SuccessesAsync() =>
        (from path in (await Document.Value).Paths
         from operation in path.Value
         from reply in operation.Value.Responses
         where reply.Key[0] is '2' or '3'
         from mediaType in reply.Value.Content.Keys.DefaultIfEmpty(string.Empty)
         select $"{operation.Key.ToUpperInvariant()} {path.Key} {reply.Key} {mediaType}").Order(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(LogCapture.OfRequest, logs);
        var reply = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.Authority == gcd.Authority)
        {
            // Nothing that a test does may break Gcd inside.
            Assert.True(reply.StatusCode != HttpStatusCode.InternalServerError, Replies.ErrorsBehind(reply));
            var faults = await FaultsAsync(request.Method.Method, request.RequestUri.AbsolutePath, reply);
            Assert.True(faults.Count == 0, string.Join('\n', faults));
        }

        return reply;
    }

    private static string Status(HttpResponseMessage reply) => ((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> BodyFaults(OpenApiMediaType content, string body)
    {
        foreach (var error in content.Schema.ActualSchema.Validate(body))
        {
            yield return error.ToString();
        }

        // Each kind of problem is described by an example of that kind.
        if ((string?)JsonNode.Parse(body)!["type"] is { } type && !content.Examples.Values.Any(example => TypeOf(example) == type))
        {
            yield return $"{type} is not described";
        }
    }

    // NSwag keeps examples as Newtonsoft's objects.
    private static string? TypeOf(OpenApiExample example) => (string?)JsonNode.Parse(example.Value.ToString()!)!["type"];

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
