using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Pages;

public sealed partial class PagesTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Fact]
    public async Task Home_says_what_this_is_and_leads_to_every_page()
    {
        await using var world = await World.StartAsync();
        var page = await TextAsync(world, "/");
        Assert.Contains("Sign in with Google", page, StringComparison.Ordinal);
        foreach (var address in new[] { "/auth", "/swagger", "/openapi/v1.json", "/privacy_policy", "/health", "/metrics" })
        {
            Assert.Contains($"href=\"{address}\"", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("data-notice", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_shows_the_number_of_users_and_that_the_service_is_ready()
    {
        await using var world = await World.StartAsync();
        await world.SignInAsync(world.NewAccount());
        await world.SignInAsync(world.NewAccount());
        var page = await TextAsync(world, "/");
        Assert.Contains("<dd data-live=\"users\">2</dd>", page, StringComparison.Ordinal);
        Assert.Contains("data-state=\"ready\">ready</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_tells_the_operator_in_Production_too_that_the_credentials_file_is_missing()
    {
        await using var world = await World.StartAsync();
        File.Delete(world.CredentialsPath);
        var page = await TextAsync(world, "/");
        Assert.Contains("data-notice", page, StringComparison.Ordinal);
        Assert.Contains("Credentials file not found", page, StringComparison.Ordinal);
        Assert.Contains("data-state=\"not-ready\">not ready</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_tells_the_operator_of_an_unsafe_key_in_Development()
    {
        await using var world = await World.StartAsync(("environment", "Development"), ("GOOGLE_ENCRYPTION_KEY", "secret"));
        Assert.Contains("GOOGLE_ENCRYPTION_KEY is not set, or is a placeholder", await TextAsync(world, "/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contacts@example.com", "<a href=\"mailto:contacts@example.com\">contacts@example.com</a>")]
    [InlineData("https://example.com/contact", "<a href=\"https://example.com/contact\">https://example.com/contact</a>")]
    [InlineData("javascript:alert(1)", "<bdi>javascript:alert(1)</bdi>")]
    [InlineData("+39 06 1234", "<bdi>&#x2B;39 06 1234</bdi>")]
    [InlineData("<b>us</b>", "<bdi>&lt;b&gt;us&lt;/b&gt;</bdi>")]
    public async Task The_privacy_policy_names_the_operator_and_how_to_reach_them(string contact, string expected)
    {
        await using var world = await World.StartAsync(("OPERATOR_NAME", "Müller & Sons"), ("OPERATOR_CONTACT", contact));
        var page = await TextAsync(world, "/privacy_policy");
        Assert.Contains("<bdi>Müller &amp; Sons</bdi>", page, StringComparison.Ordinal);
        Assert.Contains(expected, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_privacy_policy_tells_the_life_of_tokens_as_it_is_set()
    {
        await using var world = await World.StartAsync(("ACCESS_TOKEN_IDLE_DAYS", "12"), ("ACCESS_TOKEN_MAX_DAYS", "34"));
        var page = await TextAsync(world, "/privacy_policy");
        Assert.Contains("12 days after its last use, and 34 days at most", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Limited Use")]
    [InlineData("https://myaccount.google.com/security")]
    [InlineData("https://www.googleapis.com/auth/contacts.readonly")]
    [InlineData("What you may do")]
    [InlineData("What you may not do")]
    [InlineData("Liability")]
    [InlineData("Availability")]
    public async Task The_privacy_policy_has_what_the_specification_lists(string words)
    {
        await using var world = await World.StartAsync();
        Assert.Contains(words, await TextAsync(world, "/privacy_policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_page_uses_is_kept_by_browsers_until_it_changes()
    {
        await using var world = await World.StartAsync();
        foreach (var address in Assets().Matches(await TextAsync(world, "/")).Select(match => match.Groups[1].Value))
        {
            using var asset = await world.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
            Assert.Contains("immutable", asset.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_asset_asked_for_without_its_version_is_looked_at_again_each_time()
    {
        await using var world = await World.StartAsync();
        using var first = await world.GetAsync("/assets/gcd.css");
        Assert.Equal("text/css", first.Content.Headers.ContentType!.MediaType);
        Assert.True(first.Headers.CacheControl!.NoCache);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/gcd.css") { Headers = { IfNoneMatch = { new EntityTagHeaderValue(first.Headers.ETag!.Tag) } } };
        using var second = await world.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/favicon.ico", "image/x-icon")]
    [InlineData("/robots.txt", "text/plain")]
    [InlineData("/assets/favicon.svg", "image/svg+xml")]
    [InlineData("/assets/token.js", "text/javascript")]
    public async Task Assets_have_their_media_type(string address, string mediaType)
    {
        await using var world = await World.StartAsync();
        using var asset = await world.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
        Assert.Equal(mediaType, asset.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/assets/nothing.css")]
    [InlineData("/assets/..%2fgcd.css")]
    [InlineData("/nothing")]
    public async Task An_unknown_address_is_a_page_for_a_browser_in_the_same_dress(string address)
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync(address, accept: Browser);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Contains("<h1>Not found</h1>", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_path_of_a_proxy_every_link_of_a_page_has_the_path()
    {
        await using var world = await World.StartAsync(("OAUTH_REDIRECT_URI", "https://example.com/contacts/oauth2callback"));
        var links = Links().Matches(await TextAsync(world, "/")).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith("/contacts/", link, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_hold_no_inline_script_or_style()
    {
        await using var world = await World.StartAsync();
        foreach (var address in new[] { "/", "/auth", "/privacy_policy", "/nothing", "/oauth2callback" })
        {
            var page = await TextAsync(world, address);
            Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?! type=\"module\" src=)|\\son\\w+=", page);
        }
    }

    private static async Task<string> TextAsync(World world, string address)
    {
        using var reply = await world.GetAsync(address, accept: Browser);
        Assert.Equal("text/html", reply.Content.Headers.ContentType!.MediaType);
        return await reply.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("(?:href|src)=\"(/assets/[^\"]+)\"")]
    private static partial Regex Assets();

    [GeneratedRegex("(?:href|src)=\"(/[^\"]*)\"")]
    private static partial Regex Links();
}
