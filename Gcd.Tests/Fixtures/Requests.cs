using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gcd.Tests.Fixtures;

/// <summary>Requests that several tests send.</summary>
internal static class Requests
{
    public static async Task<HttpResponseMessage> PostAsync(this World world, string path, string token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await world.Client.SendAsync(request);
    }

    /// <summary>A token of its own, with what the body says.</summary>
    public static async Task<string> MakeTokenAsync(this World world, string token, string body)
    {
        using var reply = await world.PostAsync("/tokens", token, body);
        Assert.True(reply.StatusCode == HttpStatusCode.Created, await reply.Content.ReadAsStringAsync());
        return (string)(await reply.ReadJsonAsync())["access_token"]!;
    }

    /// <summary>A link with what the body says; its path.</summary>
    public static async Task<string> MakeLinkAsync(this World world, string token, string body)
    {
        using var reply = await world.PostAsync("/links", token, body);
        Assert.True(reply.StatusCode == HttpStatusCode.Created, await reply.Content.ReadAsStringAsync());
        return new Uri((string)(await reply.ReadJsonAsync())["url"]!).AbsolutePath;
    }

    public static async Task<HttpResponseMessage> BasicAsync(this World world, string path, string credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return await world.Client.SendAsync(request);
    }
}
