using System.Net;
using System.Text.RegularExpressions;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Callback;

public sealed partial class BrowserBindingTests
{
    private const string Html = "text/html";

    [Fact]
    public async Task Two_tabs_of_one_browser_both_finish()
    {
        await using var world = await World.StartAsync();
        var (firstUrl, cookie) = await BeginAsync(world, cookie: null);
        var (secondUrl, sameCookie) = await BeginAsync(world, cookie);
        Assert.Equal(cookie, sameCookie);

        foreach (var url in new[] { secondUrl, firstUrl })
        {
            var callback = await world.ConsentAsync(world.NewAccount(), WithHint(world, url));
            using var reply = await world.GetAsync(callback.PathAndQuery, accept: Html, cookie: cookie);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            Assert.Contains("gcd_", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_browser_cannot_finish_the_flow_and_the_right_one_still_can()
    {
        await using var world = await World.StartAsync();
        var (url, cookie) = await BeginAsync(world, cookie: null);
        var callback = await world.ConsentAsync(world.NewAccount(), WithHint(world, url));
        foreach (var wrong in new[] { null, "gcd-flow=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
        {
            using var refused = await world.GetAsync(callback.PathAndQuery, cookie: wrong);
            await refused.AssertProblemAsync(HttpStatusCode.BadRequest, "No authorization flow in progress in this browser");
        }

        using var reply = await world.GetAsync(callback.PathAndQuery, accept: Html, cookie: cookie);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public async Task A_flow_begun_by_a_program_finishes_in_any_browser_whose_page_shows_whose_account_it_is()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var callback = await world.ConsentAsync(account);
        using var reply = await world.GetAsync(callback.PathAndQuery, accept: Html);
        var page = await reply.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Contains(account.Email, page, StringComparison.Ordinal);
        Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
    }

    private static async Task<(Uri Authorization, string Cookie)> BeginAsync(World world, string? cookie)
    {
        using var page = await world.GetAsync("/auth", accept: Html, cookie: cookie);
        var link = Link().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        var set = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        return (new Uri(WebUtility.HtmlDecode(link)), set.Split(';')[0]);
    }

    private static Uri WithHint(World world, Uri authorization)
    {
        var account = world.NewAccount();
        return new Uri($"{authorization.AbsoluteUri}&login_hint={Uri.EscapeDataString(account.Email)}");
    }

    [GeneratedRegex("href=\"([^\"]*state=[^\"]*)\"")]
    private static partial Regex Link();
}
