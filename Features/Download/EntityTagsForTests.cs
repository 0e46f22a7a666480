using System.Net;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Download;

/// <summary>Downloads that compare.</summary>
internal static class EntityTagsForTests
{
    // As curl sends it the first time (--etag-compare).
    public const string NoTag = "\"\"";

    public static void Change(SimulatedAccount account, string change)
    {
        switch (change)
        {
            case "edit":
                account.Edit(0, person => person["names"]![0]!["displayName"] = "Somebody Else");
                break;
            case "add":
                account.AddContact(new() { ["names"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["displayName"] = "New" }) });
                break;
            case "delete":
                account.Delete(0);
                break;
            default:
                account.Merge(account.NameOf(0), account.NameOf(1));
                break;
        }
    }

    public static void Move(World world, TimeSpan shift) => world.Time.Shift = world.GoogleTime.Shift = shift;

    public static async Task<HttpResponseMessage> GetAsync(World world, string token, string? tag, string format = "json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/download?format={format}") { Headers = { Authorization = new("Bearer", token) } };
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static async Task<HttpStatusCode> StatusAsync(World world, string token, string? tag, string format = "json")
    {
        using var reply = await GetAsync(world, token, tag, format);
        await reply.Content.ReadAsByteArrayAsync();
        return reply.StatusCode;
    }

    public static async Task<string?> DownloadAsync(World world, string token, string tag, string format = "json")
    {
        using var reply = await GetAsync(world, token, tag, format);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        await reply.Content.ReadAsByteArrayAsync();
        return reply.Headers.ETag?.ToString();
    }
}
