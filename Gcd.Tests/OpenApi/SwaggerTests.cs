using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gcd.Tests.Fixtures;
using Gcd.Tests.Pages;
using Microsoft.Playwright;

namespace Gcd.Tests.OpenApi;

/// <summary>Swagger UI in Chromium, as somebody uses it who looks at the API for the first time.</summary>
[Collection(InTheBrowser.Name)]
public sealed class SwaggerTests(PagesUnderTest pages)
{
    [SkippableFact]
    public async Task Swagger_ui_shows_every_operation_within_the_policy()
    {
        await using var visitor = await pages.VisitAsync();
        await visitor.GoAsync("/swagger");
        var operations = visitor.Page.Locator(".opblock");
        await Assertions.Expect(operations.First).ToBeVisibleAsync();

        await Assertions.Expect(operations).ToHaveCountAsync(await DocumentedReplies.OperationsAsync());
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task A_token_that_is_entered_opens_me_and_both_downloads()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount(contacts: 2);
        await using var visitor = await pages.VisitAsync();
        await visitor.GoAsync("/swagger");
        await AuthorizeAsync(visitor.Page, await world.SignInAsync(account));

        var me = await OpenAsync(visitor.Page, "Token", "getMe");
        await ExecuteAsync(me);
        await Assertions.Expect(Reply(me)).ToContainTextAsync(account.Email);

        var download = await OpenAsync(visitor.Page, "Contacts", "downloadContacts");
        Assert.StartsWith("Full Name,Given Name,", await DownloadAsync(visitor.Page, download, "csv"), StringComparison.Ordinal);
        Assert.Contains("\"total_contacts\":2", await DownloadAsync(visitor.Page, download, "json"), StringComparison.Ordinal);
        visitor.AssertClean();
    }

    [SkippableTheory]
    [InlineData("style", "style-src")]
    [InlineData("script:not([src])", "script-src")]
    public async Task What_swagger_ui_has_inside_its_page_is_what_its_policy_allows(string element, string directive)
    {
        await using var visitor = await pages.VisitAsync();
        await visitor.GoAsync("/swagger");
        await Assertions.Expect(visitor.Page.Locator(".opblock").First).ToBeVisibleAsync();
        var texts = await visitor.Page.EvaluateAsync<string[]>($"[...document.querySelectorAll('{element}')].map(found => found.textContent)");
        var hashes = texts.Select(text => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'").Distinct();

        Assert.Equal(hashes, await HashesAsync("/swagger/index.html", directive));
    }

    [Fact]
    public async Task In_another_case_it_has_the_same_policy_and_the_same_methods()
    {
        await using var world = await World.StartAsync();
        using var page = await world.GetAsync("/Swagger/index.html");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Single(await HashesAsync("/Swagger/index.html", "style-src"));
        Assert.Single(await HashesAsync("/Swagger/index.html", "script-src"));
        using var deleted = await world.SendAsync(HttpMethod.Delete, "/SWAGGER/index.html");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, deleted.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/privacy_policy")]
    [InlineData("/auth")]
    [InlineData("/oauth2callback")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/swaggers")]
    public async Task No_other_address_allows_a_style_or_a_script_inside_a_page(string path)
    {
        Assert.Empty(await HashesAsync(path, "style-src"));
        Assert.Empty(await HashesAsync(path, "script-src"));
    }

    private static async Task AuthorizeAsync(IPage page, string token)
    {
        await page.Locator(".auth-wrapper .btn.authorize").ClickAsync();
        var dialog = page.Locator(".modal-ux");
        await dialog.Locator("input").FillAsync(token);
        await dialog.Locator(".auth-btn-wrapper .authorize").ClickAsync();
        await dialog.Locator(".btn-done").ClickAsync();
    }

    private static async Task<ILocator> OpenAsync(IPage page, string tag, string operation)
    {
        var block = page.Locator($"#operations-{tag}-{operation}");
        await block.Locator(".opblock-summary-control").ClickAsync();
        return block;
    }

    private static async Task ExecuteAsync(ILocator operation)
    {
        await operation.Locator(".btn.execute").ClickAsync();
        await Assertions.Expect(operation.Locator(".live-responses-table .response .response-col_status")).ToContainTextAsync("200");
    }

    /// <summary>Swagger UI offers as a file what is sent as one.</summary>
    private static async Task<string> DownloadAsync(IPage page, ILocator operation, string format)
    {
        await operation.Locator("select").First.SelectOptionAsync(format);
        await ExecuteAsync(operation);
        await Assertions.Expect(Reply(operation)).ToContainTextAsync($".{format}\"");
        var file = await page.RunAndWaitForDownloadAsync(() => Reply(operation).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Download file" }).ClickAsync());
        using var text = new StreamReader(await file.CreateReadStreamAsync());
        return await text.ReadToEndAsync();
    }

    private static ILocator Reply(ILocator operation) => operation.Locator(".live-responses-table .response .response-col_description");

    private async Task<IEnumerable<string>> HashesAsync(string path, string directive)
    {
        var world = await pages.WorldAsync();
        using var reply = await world.GetAsync(path, accept: "text/html");
        var policy = Assert.Single(reply.Headers.GetValues("Content-Security-Policy"));
        var sources = policy.Split(';').Select(part => part.Trim()).Single(part => part.StartsWith($"{directive} ", StringComparison.Ordinal));
        Assert.StartsWith($"{directive} 'self'", sources, StringComparison.Ordinal);
        return sources.Split(' ')[2..];
    }
}
