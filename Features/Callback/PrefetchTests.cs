using System.Net;
using Gcd.Sandbox;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Callback;

public sealed class PrefetchTests
{
    [Theory]
    [InlineData("Sec-Purpose", "prefetch")]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Sec-Purpose", "prefetch; anonymous-client-ip")]
    [InlineData("Purpose", "prefetch")]
    [InlineData("Purpose", "Prefetch")]
    [InlineData("X-Purpose", "preview")]
    [InlineData("X-Moz", "prefetch")]
    public async Task A_prefetched_callback_uses_nothing_up(string header, string purpose)
    {
        await using var world = await World.StartAsync();
        var callback = await world.ConsentAsync(world.NewAccount());
        using (var prefetched = await GetAsync(world, callback, header, purpose))
        {
            await prefetched.AssertProblemAsync(HttpStatusCode.Conflict, "The browser asked for this page before it was opened");
            Assert.Equal("no-store", prefetched.Headers.CacheControl!.ToString());
        }

        Assert.Equal(0, world.Google.Requests[GoogleOperation.Exchange]);
        using var opened = await world.FinishAsync(callback);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Equal(1, (await Exposition.ReadAsync(world))["gcd_active_tokens_total"]);
    }

    [Theory]
    [InlineData("Sec-Purpose", "navigate")]
    [InlineData("Purpose", "")]
    [InlineData("X-Moz", "microsummary")]
    public async Task Any_other_purpose_is_a_visit(string header, string purpose)
    {
        await using var world = await World.StartAsync();
        using var reply = await GetAsync(world, await world.ConsentAsync(world.NewAccount()), header, purpose);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(World world, Uri callback, string header, string purpose)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, callback);
        request.Headers.TryAddWithoutValidation(header, purpose);
        return await world.Client.SendAsync(request);
    }
}
