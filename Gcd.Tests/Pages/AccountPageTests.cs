using System.Net;
using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>The account page as a person uses it.</summary>
[Collection(InTheBrowser.Name)]
public sealed class AccountPageTests(PagesUnderTest pages)
{
    [SkippableFact]
    public async Task On_a_phone_a_link_for_the_family_is_made_copied_loaded_and_ended()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync(new VisitorOptions { Width = 390, Height = 844 });
        await visitor.GoToAccountAsync(world.AddLabelled());
        await visitor.Page.GetByText("Make a link").ClickAsync();
        var form = visitor.Page.Locator("form[action$='/account/links']");
        await form.GetByLabel("Name").FillAsync("Phone in the kitchen");
        await form.GetByLabel("Format").SelectOptionAsync("yealink");
        await Checkbox(form, "Family").CheckAsync();
        await Checkbox(form, "phone number").CheckAsync();
        await visitor.Button("Make the link").ClickAsync();

        var address = await visitor.Page.GetByLabel("The address").InputValueAsync();
        await visitor.Button("Copy").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#copy-status")).ToHaveTextAsync("Copied.");
        Assert.Equal(address, await visitor.ReadClipboardAsync());
        var path = new Uri(address).AbsolutePath;
        using (var file = await world.GetAsync(path))
        {
            var book = await file.Content.ReadAsStringAsync();
            Assert.Contains("<Name>1</Name>", book, StringComparison.Ordinal);
            Assert.DoesNotContain("<Name>3</Name>", book, StringComparison.Ordinal);
        }

        await visitor.Link("Back to your account").ClickAsync();
        await Assertions.Expect(Row(visitor, "Phone in the kitchen")).ToContainTextAsync("yealink, labelled Family, with a phone number");
        await EndAsync(visitor, "Phone in the kitchen");
        using var gone = await world.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task A_download_on_the_page_counts_to_its_end_and_saves_what_was_chosen()
    {
        var world = await pages.WorldAsync();
        var account = world.AddLabelled();
        await using var visitor = await pages.VisitAsync();
        await visitor.GoToAccountAsync(account);
        var form = visitor.Page.Locator("#download");
        var status = visitor.Page.Locator("#download-status[role=status]");
        await form.GetByLabel("Format").SelectOptionAsync("json");
        Assert.Equal(["1", "2", "3"], await DownloadAsync(visitor));
        await Assertions.Expect(status).ToContainTextAsync("3 contacts");

        await Checkbox(form, "Family").CheckAsync();
        Assert.Equal(["1", "2"], await DownloadAsync(visitor));
        await Assertions.Expect(status).ToContainTextAsync("2 contacts");
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Everything_works_without_a_script()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync(new VisitorOptions { HasScript = false });
        await visitor.GoToAccountAsync(world.AddLabelled());
        await visitor.Page.Locator("#download").GetByLabel("Format").SelectOptionAsync("json");
        await Checkbox(visitor.Page.Locator("#download"), "Friends").CheckAsync();
        Assert.Equal(["2", "3"], await DownloadAsync(visitor));

        await visitor.Page.GetByText("Make a token").ClickAsync();
        var form = visitor.Page.Locator("form[action$='/account/tokens']");
        await form.GetByLabel("Name").FillAsync("Nightly backup");
        await Checkbox(form, "people").CheckAsync();
        await visitor.Button("Make the token").ClickAsync();
        var token = await visitor.Page.GetByLabel("The access token").InputValueAsync();
        await AssertAnswersAsync(world, token, HttpStatusCode.OK);

        await visitor.Link("Back to your account").ClickAsync();
        await EndAsync(visitor, "Nightly backup");
        await AssertAnswersAsync(world, token, HttpStatusCode.Unauthorized);
        await SignOutAsync(visitor);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Disconnect_removes_everything_and_says_so()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(account);
        await visitor.GoAsync("/account");
        await Checkbox(visitor.Page.Locator("form[action$='/account/disconnect']"), "Yes").CheckAsync();
        await visitor.Button("Disconnect").ClickAsync();

        await Assertions.Expect(visitor.Heading).ToHaveTextAsync("Everything is removed");
        await AssertAnswersAsync(world, token, HttpStatusCode.Unauthorized);
        await visitor.GoAsync("/account");
        await Assertions.Expect(visitor.Page.Locator("body")).Not.ToContainTextAsync(account.Email);
        visitor.AssertClean();
    }

    /// <summary>Pressing it by mistake changes nothing.</summary>
    [SkippableFact]
    public async Task Disconnect_wants_its_box_ticked()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.GoAsync("/account");
        await visitor.Button("Disconnect").ClickAsync();
        Assert.False(await visitor.Page.Locator("[name=sure]").EvaluateAsync<bool>("one => one.validity.valid"));
        await AssertAnswersAsync(world, token, HttpStatusCode.OK);
        Assert.DoesNotContain(visitor.Addresses, address => address.EndsWith("/account/disconnect", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData(BrowserLaunch.Ordinary, true)]
    [InlineData(BrowserLaunch.Ordinary, false)]
    [InlineData(BrowserLaunch.KeepsPages, true)]
    internal async Task After_signing_out_Back_shows_nothing_of_the_account(BrowserLaunch launch, bool hasScript)
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount();
        await using var visitor = await pages.VisitAsync(new VisitorOptions { Launch = launch, HasScript = hasScript });
        await visitor.FinishSignInAsync(account);
        await visitor.GoAsync("/account?earlier");
        await Assertions.Expect(visitor.Heading).ToContainTextAsync(account.Email);
        await SignOutAsync(visitor);
        await visitor.GoBackAsync();

        Assert.EndsWith("/account?earlier", visitor.Page.Url, StringComparison.Ordinal);
        await AssertSignedOutAsync(visitor);
        Assert.DoesNotContain(account.Email, await visitor.Page.ContentAsync(), StringComparison.Ordinal);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task A_form_in_a_second_tab_says_that_the_first_one_signed_out_and_changes_nothing()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount();
        await using var visitor = await pages.VisitAsync();
        await visitor.GoToAccountAsync(account);
        var second = await visitor.Page.Context.NewPageAsync();
        await second.GotoAsync("/account");
        await SignOutAsync(visitor);

        await second.BringToFrontAsync();
        await second.GetByText("Make a token").ClickAsync();
        await second.Locator("#token-name").FillAsync("Too late");
        await second.GetByText("Make the token").ClickAsync();
        await Assertions.Expect(second.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync("You are signed out");
        await visitor.GoToAccountAsync(account);
        await Assertions.Expect(Row(visitor, "Too late")).ToHaveCountAsync(0);
        visitor.AssertClean();
    }

    private static ILocator Checkbox(ILocator form, string name) => form.GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { Name = name });

    private static ILocator Row(Visitor visitor, string name) => visitor.Page.Locator(".rows li").Filter(new LocatorFilterOptions { HasText = name });

    private static async Task EndAsync(Visitor visitor, string name)
    {
        await Row(visitor, name).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(Row(visitor, name)).ToHaveCountAsync(0);
    }

    private static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.Page.Locator(".account-head").GetByRole(AriaRole.Button).ClickAsync();
        await AssertSignedOutAsync(visitor);
    }

    private static Task AssertSignedOutAsync(Visitor visitor) =>
        Assertions.Expect(visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Sign in with Google" })).ToBeVisibleAsync();

    /// <summary>Presses Download; the names in the file, which is JSON.</summary>
    private static async Task<IEnumerable<string>> DownloadAsync(Visitor visitor)
    {
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.Locator("#download .button").ClickAsync());
        Assert.EndsWith(".json", download.SuggestedFilename, StringComparison.Ordinal);
        var file = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(await download.PathAsync()));
        return file!["contacts"]!.AsArray().Select(contact => (string)contact!["Full Name"]!);
    }

    private static async Task AssertAnswersAsync(World world, string token, HttpStatusCode status)
    {
        using var me = await world.GetAsync("/me", token);
        Assert.Equal(status, me.StatusCode);
    }
}
