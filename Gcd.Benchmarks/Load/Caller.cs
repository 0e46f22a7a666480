using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gcd.Benchmarks.Processes;
using Gcd.Sandbox.Accounts;

namespace Gcd.Benchmarks.Load;

/// <summary>What people ask for, each with whether it was answered, refused for now, or something else.</summary>
internal sealed class Caller(GcdServer server) : IDisposable
{
    public const string Answered = "answered";
    public const string Refused = "refused";
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10) }) { Timeout = TimeSpan.FromMinutes(2) };

    public Task<string> GetAsync(string path, string? token = null) => SendAsync(() =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return request;
    });

    /// <summary>All three steps of a sign-in; the token goes to the list once the caller has it.</summary>
    public async Task<string> SignInAsync(SimulatedAccount account, ICollection<string> tokens)
    {
        using var started = await client.GetAsync(new Uri(server.Address, $"/auth?login_hint={Uri.EscapeDataString(account.Email)}"));
        if (!started.IsSuccessStatusCode)
        {
            return Outcome(started);
        }

        var authorization = (string)JsonNode.Parse(await started.Content.ReadAsStringAsync())!["authorization_url"]!;
        using var consent = await client.GetAsync(new Uri(authorization));
        using var finished = await client.GetAsync(consent.Headers.Location);
        if (finished.IsSuccessStatusCode)
        {
            var token = (string)JsonNode.Parse(await finished.Content.ReadAsStringAsync())!["access_token"]!;
            lock (tokens)
            {
                tokens.Add(token);
            }
        }

        return Outcome(finished);
    }

    /// <returns>The path of a new link.</returns>
    public async Task<string> NewLinkAsync(string token, string format)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/links")) { Content = new StringContent($$"""{"format":"{{format}}"}""", new MediaTypeHeaderValue("application/json")) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var reply = await client.SendAsync(request);
        reply.EnsureSuccessStatusCode();
        return new Uri((string)JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["url"]!).PathAndQuery;
    }

    public void Dispose() => client.Dispose();

    private static string Outcome(HttpResponseMessage reply) => reply switch
    {
        { IsSuccessStatusCode: true } => Answered,
        { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, Headers.RetryAfter: not null } => Refused,
        _ => $"{(int)reply.StatusCode}",
    };

    private async Task<string> SendAsync(Func<HttpRequestMessage> make)
    {
        using var request = make();
        using var reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await reply.Content.CopyToAsync(Stream.Null);
        return Outcome(reply);
    }
}
