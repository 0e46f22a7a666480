using System.Net;
using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Http;

public sealed class RequestIdTests
{
    [Fact]
    public async Task Every_reply_has_a_request_id_of_its_own_and_a_problem_repeats_it()
    {
        await using var world = await World.StartAsync();
        using var one = await world.GetAsync("/health/live");
        using var two = await world.GetAsync("/nowhere");
        using var page = await world.GetAsync("/nowhere", accept: "text/html");

        Assert.Matches("^[0-9a-f]{32}$", Id(one));
        Assert.NotEqual(Id(one), Id(two));
        var problem = await two.AssertProblemAsync(HttpStatusCode.NotFound, "Not found");
        Assert.Equal(Id(two), (string)problem["request_id"]!);
        Assert.Contains(Id(page), await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trusted_proxy_names_the_request()
    {
        await using var world = await World.StartAsync();
        using var reply = await SendAsync(world, "proxy-1.2_Z");

        Assert.Equal("proxy-1.2_Z", Id(reply));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("<script>")]
    [InlineData("{\"a\":1}")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_name_that_is_no_name_is_replaced(string given)
    {
        await using var world = await World.StartAsync();
        using var reply = await SendAsync(world, given);

        Assert.Matches("^[0-9a-f]{32}$", Id(reply));
    }

    [Fact]
    public async Task Two_names_are_none()
    {
        await using var world = await World.StartAsync();
        using var reply = await SendAsync(world, "one", "two");

        Assert.Matches("^[0-9a-f]{32}$", Id(reply));
    }

    [Fact]
    public async Task Whoever_is_no_trusted_proxy_names_nothing()
    {
        await using var world = await World.StartAsync(("TRUSTED_PROXIES", "192.0.2.1"));
        using var reply = await SendAsync(world, "mine");

        Assert.Matches("^[0-9a-f]{32}$", Id(reply));
    }

    private static string Id(HttpResponseMessage reply) => Assert.Single(reply.Headers.GetValues("X-Request-Id"));

    private static async Task<HttpResponseMessage> SendAsync(World world, params string[] ids)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        foreach (var id in ids)
        {
            request.Headers.TryAddWithoutValidation("X-Request-Id", id);
        }

        return await world.Client.SendAsync(request);
    }
}
