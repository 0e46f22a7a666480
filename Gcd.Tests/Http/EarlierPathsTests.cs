using System.Net;
using Gcd.Infrastructure.EarlierService;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Http;

/// <summary>The addresses of the earlier service's later version answer as Gcd's own do.</summary>
public sealed class EarlierPathsTests
{
    [Fact]
    public async Task Download_contacts_is_download()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var own = await world.GetAsync("/download?format=csv", token);

        using var alias = await world.GetAsync("/download/contacts?format=csv", token);

        Assert.Equal(await own.Content.ReadAsByteArrayAsync(), await alias.Content.ReadAsByteArrayAsync());
        Assert.Equal(own.Content.Headers.ContentType, alias.Content.Headers.ContentType);
        using var refused = await world.SendAsync(HttpMethod.Delete, "/download/contacts");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, HEAD, OPTIONS"), (refused.StatusCode, string.Join(", ", refused.Content.Headers.Allow.Order(StringComparer.Ordinal))));
        using var nobody = await world.GetAsync("/download/contacts");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_ends_at_the_redirect_URI_that_is_registered_and_links_begin_at_the_root()
    {
        await using var world = await World.StartAsync(("OAUTH_REDIRECT_URI", "https://contacts.example.com/google/oauth2callback"));
        var account = world.NewAccount();
        var callback = await world.ConsentAsync(account);
        Assert.StartsWith("https://contacts.example.com/google/oauth2callback?", callback.AbsoluteUri, StringComparison.Ordinal);

        using var reply = await world.GetFromAsync("192.0.2.1", callback.PathAndQuery);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var token = (string)(await reply.ReadJsonAsync())["access_token"]!;
        using var dav = await world.GetAsync("/.well-known/carddav");
        Assert.Equal("/dav/", dav.Headers.Location?.OriginalString);
        Assert.Equal(200, await EarlierPeopleForTests.DownloadAsync(world, token));
    }
}
