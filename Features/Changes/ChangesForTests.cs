using System.Net;
using System.Text.Json.Nodes;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Changes;

internal static class ChangesForTests
{
    /// <summary>A reply that must be 200.</summary>
    public static async Task<JsonNode> ChangesAsync(this World world, string token, string query)
    {
        using var reply = await world.GetAsync($"/changes?{query}", token);
        Assert.True(reply.StatusCode == HttpStatusCode.OK, await reply.Content.ReadAsStringAsync());
        Assert.Equal("application/json", reply.Content.Headers.ContentType!.MediaType);
        return await reply.ReadJsonAsync();
    }
}
