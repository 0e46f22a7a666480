using System.Net;
using System.Text.Json.Nodes;

namespace Gcd.Tests.Fixtures;

/// <summary>Reads replies, and checks what every refusal has in common.</summary>
internal static class Replies
{
    public static async Task<JsonObject> ReadJsonAsync(this HttpResponseMessage reply) =>
        JsonNode.Parse(await reply.Content.ReadAsStringAsync())!.AsObject();

    /// <summary>A problem object with both the members of RFC 9457 and the earlier service's, and advice in it.</summary>
    public static async Task<JsonObject> AssertProblemAsync(this HttpResponseMessage reply, HttpStatusCode status, string error)
    {
        var body = await reply.Content.ReadAsStringAsync();
        Assert.True(status == reply.StatusCode, $"{(int)reply.StatusCode}, not {(int)status}: {body}\n{ErrorsBehind(reply)}");
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(body)!.AsObject();
        Assert.Equal((int)status, (int)problem["status"]!);
        foreach (var member in new[] { "type", "title", "detail", "error", "solution" })
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)problem[member]), $"{member} is missing: {body}");
        }

        Assert.StartsWith(error, (string)problem["error"]!, StringComparison.Ordinal);
        return problem;
    }

    /// <summary>What Gcd logged last, without what only a debugger wants, for the message of a failing test.</summary>
    public static string ErrorsBehind(HttpResponseMessage reply) =>
        reply.RequestMessage?.Options.TryGetValue(LogCapture.OfRequest, out var logs) is true
            ? string.Join('\n', logs.Lines.Where(line => !line.StartsWith("Debug", StringComparison.Ordinal) && !line.StartsWith("Trace", StringComparison.Ordinal)).TakeLast(20))
            : string.Empty;
}
