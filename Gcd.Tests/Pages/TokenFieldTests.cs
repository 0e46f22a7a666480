using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

[Collection(InTheBrowser.Name)]
public sealed class TokenFieldTests(PagesUnderTest pages)
{
    private const string Selection = "field => field.value.slice(field.selectionStart, field.selectionEnd)";

    [SkippableFact]
    public async Task A_click_copies_the_token_and_a_live_region_says_so()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.UnfoldAsync();
        var status = visitor.Page.Locator("#copy-status[role=status]");
        // A screen reader tells of changes only in a region that was there before.
        await Assertions.Expect(status).ToHaveTextAsync(string.Empty);
        await visitor.Button("Copy token").ClickAsync();

        await Assertions.Expect(status).ToHaveTextAsync(NotBlank.Text);
        Assert.Equal(token, await visitor.ReadClipboardAsync());
        visitor.AssertClean();
    }

    [SkippableTheory]
    [InlineData("Enter")]
    [InlineData("Space")]
    public async Task A_key_copies_the_token_and_the_focus_stays(string key)
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.UnfoldAsync();
        await visitor.Page.Locator("#copy-token").FocusAsync();
        await visitor.Page.Keyboard.PressAsync(key);

        await Assertions.Expect(visitor.Page.Locator("#copy-status")).ToHaveTextAsync(NotBlank.Text);
        await Assertions.Expect(visitor.Page.Locator("#copy-token")).ToBeFocusedAsync();
        Assert.Equal(token, await visitor.ReadClipboardAsync());
    }

    [SkippableFact]
    public async Task Where_the_clipboard_is_closed_the_token_is_selected_and_the_page_says_what_to_press()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync(new VisitorOptions { Permissions = ["geolocation"] });
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.UnfoldAsync();
        await visitor.Button("Copy token").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#copy-status")).ToContainTextAsync("Ctrl");
        Assert.Equal(token, await visitor.Page.Locator("#token").EvaluateAsync<string>(Selection));
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task A_click_into_the_field_selects_the_whole_token_which_cannot_be_changed()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.UnfoldAsync();
        var field = visitor.Page.Locator("#token");
        await field.ClickAsync();
        Assert.Equal(token, await field.EvaluateAsync<string>(Selection));

        await visitor.Page.Keyboard.TypeAsync("x");
        Assert.Equal(token, await field.InputValueAsync());
        await Assertions.Expect(field).Not.ToHaveAccessibleNameAsync(string.Empty);
    }
}
