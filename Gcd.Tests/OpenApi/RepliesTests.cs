using System.Net;
using System.Net.Http.Headers;
using Gcd.Infrastructure.Exports;
using Gcd.Tests.Fixtures;
using Microsoft.AspNetCore.WebUtilities;

namespace Gcd.Tests.OpenApi;

/// <summary>
/// Real replies beside the published document. Refusals are compared all over the tests, for World compares every reply;
/// here every success is had once in each of its forms.
/// </summary>
public sealed class RepliesTests
{
    [Fact]
    public async Task Every_success_that_is_described_is_had_in_every_form()
    {
        await using var world = await World.StartAsync();
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var token = await world.SignInAsync(world.NewAccount());
        foreach (var path in new[] { "/", "/privacy_policy", "/account", "/auth", "/health", "/health/live", "/health/ready", "/metrics" })
        {
            await SeeAsync(seen, HttpMethod.Get, path, await world.GetAsync(path));
        }

        await SeeAsync(seen, HttpMethod.Get, "/auth", await world.GetAsync("/auth", accept: "text/html"));
        await SeeAsync(seen, HttpMethod.Get, "/auth", await AskByAnotherNameAsync(world));
        var callback = await world.ConsentAsync(world.NewAccount());
        await SeeAsync(seen, HttpMethod.Get, "/oauth2callback", await world.FinishAsync(callback));
        callback = await world.ConsentAsync(world.NewAccount());
        await SeeAsync(seen, HttpMethod.Get, "/oauth2callback", await world.GetAsync(callback.PathAndQuery, accept: "text/html"));
        await SeeAsync(seen, HttpMethod.Post, "/oauth2callback", await HandOnAsync(world, accept: "application/json"));
        await SeeAsync(seen, HttpMethod.Post, "/oauth2callback", await HandOnAsync(world, accept: "text/html"));
        await SeeAsync(seen, HttpMethod.Get, "/me", await world.GetAsync("/me", token));
        await SeeAsync(seen, HttpMethod.Get, "/labels", await world.GetAsync("/labels", token));
        foreach (var format in ExportFormats.All)
        {
            await SeeAsync(seen, HttpMethod.Get, "/download", await world.GetAsync($"/download?format={format.Name}", token));
        }

        using (var tagged = await GetIfChangedAsync(world, token, "\"\""))
        {
            await tagged.Content.ReadAsByteArrayAsync();
            await SeeAsync(seen, HttpMethod.Get, "/download", await GetIfChangedAsync(world, token, tagged.Headers.ETag!.ToString()));
        }

        await SeeAsync(seen, HttpMethod.Get, "/changes", await world.GetAsync("/changes", token));
        foreach (var path in new[] { "/tokens", "/links" })
        {
            await SeeAsync(seen, HttpMethod.Get, path, await world.GetAsync(path, token));
            await SeeAsync(seen, HttpMethod.Post, path, await world.PostAsync(path, token, path == "/links" ? """{"format":"vcard"}""" : "{}"));
            using var list = await world.GetAsync(path, token);
            var id = (await list.ReadJsonAsync())[path[1..]]![0]!["id"];
            await SeeAsync(seen, HttpMethod.Delete, path + "/{id}", await world.SendAsync(HttpMethod.Delete, $"{path}/{id}", token));
        }

        await SeeAsync(seen, HttpMethod.Post, "/token/revoke", await world.SendAsync(HttpMethod.Post, "/token/revoke", token));

        Assert.Equal(await DocumentedReplies.SuccessesAsync(), seen);
    }

    [Fact]
    public async Task A_json_download_is_as_described_to_its_last_member()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount(contacts: 50));
        using var reply = await world.GetAsync("/download?format=json", token);
        Assert.Empty(await DocumentedReplies.BodyFaultsAsync("GET", "/download", reply, await reply.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("GET", "/me", 200, "application/json", """{"user_email":"a@example.com","authenticated":true,"token_file":"t","google_access":"active","token":{"id":"i","name":null,"kind":"access","created_at":"2026-11-02T08:30:00Z","expires_at":null,"last_used_at":null,"rights":{"formats":[],"labels":[],"has":[]}}}""", "")]
    [InlineData("GET", "/me", 418, "application/json", "{}", "not described")]
    [InlineData("GET", "/me", 200, "text/csv", "a,b", "not described")]
    [InlineData("GET", "/me", 200, "application/json", """{"user_email":"a@example.com","authenticated":true,"token_file":"t","google_access":"active"}""", "token")]
    [InlineData("GET", "/me", 200, "application/json", """{"user_email":1,"authenticated":true,"token_file":"t","google_access":"active","token":{"id":"i","name":null,"kind":"access","created_at":"2026-11-02T08:30:00Z","expires_at":null,"last_used_at":null,"rights":{"formats":[],"labels":[],"has":[]}}}""", "user_email")]
    [InlineData("GET", "/me", 200, "application/json", """{"extra":1,"user_email":"a@example.com","authenticated":true,"token_file":"t","google_access":"active","token":{"id":"i","name":null,"kind":"access","created_at":"2026-11-02T08:30:00Z","expires_at":null,"last_used_at":null,"rights":{"formats":[],"labels":[],"has":[]}}}""", "extra")]
    [InlineData("GET", "/me", 200, "application/json", """{"user_email":"a@example.com","authenticated":true,"token_file":"t","google_access":"active","token":{"id":"i","name":null,"kind":"access","created_at":null,"expires_at":null,"last_used_at":null,"rights":{"formats":[],"labels":[],"has":[]}}}""", "created_at")]
    [InlineData("GET", "/me", 401, "application/problem+json", """{"type":"urn:gcd:problem:invalid-token","title":"t","status":401,"detail":"d","error":"e","solution":"s"}""", "WWW-Authenticate is missing")]
    [InlineData("GET", "/me", 400, "application/problem+json", """{"type":"urn:gcd:problem:something-new","title":"t","status":400,"detail":"d","error":"e","solution":"s"}""", "something-new is not described")]
    public async Task A_reply_that_the_document_does_not_describe_is_noticed(string method, string path, int status, string mediaType, string body, string expected)
    {
        using var reply = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, new MediaTypeHeaderValue(mediaType)) };
        reply.Content.Headers.ContentLength = body.Length;
        var faults = string.Join('\n', await DocumentedReplies.FaultsAsync(method, path, reply));
        Assert.Equal(expected.Length > 0, faults.Length > 0);
        Assert.Contains(expected, faults, StringComparison.Ordinal);
    }

    private static async Task SeeAsync(SortedSet<string> seen, HttpMethod method, string path, HttpResponseMessage reply)
    {
        using (reply)
        {
            await reply.Content.ReadAsStringAsync();
            seen.Add($"{method} {path} {(int)reply.StatusCode} {reply.Content.Headers.ContentType?.MediaType}");
        }
    }

    private static async Task<HttpResponseMessage> GetIfChangedAsync(World world, string token, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/download") { Headers = { Authorization = new("Bearer", token) } };
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await world.Client.SendAsync(request);
    }

    /// <summary>A browser that does not come by the redirect URI's host name.</summary>
    private static async Task<HttpResponseMessage> AskByAnotherNameAsync(World world)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth");
        request.Headers.Host = $"127.0.0.1:{world.Address.Port}";
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        return await world.Client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> HandOnAsync(World world, string accept)
    {
        var callback = await world.ConsentAsync(world.NewAccount());
        var form = QueryHelpers.ParseQuery(callback.Query).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth2callback") { Content = new FormUrlEncodedContent(form) };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await world.Client.SendAsync(request);
    }
}
