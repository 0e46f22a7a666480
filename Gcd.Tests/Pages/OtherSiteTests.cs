using System.Net;
using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>What somebody else's page, open in the same browser, can do to an account: nothing.</summary>
[Collection(InTheBrowser.Name)]
public sealed class OtherSiteTests(PagesUnderTest pages)
{
    // Under localhost the session's cookie goes along, as it would from a neighbour under the same domain.
    public static TheoryData<string> Hosts { get; } = ["127.0.0.1", "localhost"];

    /// <summary>Not even one that has got hold of the form's own token.</summary>
    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public async Task A_form_of_another_site_changes_nothing(string host)
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        await visitor.GoAsync("/account");
        var formToken = await visitor.Page.Locator("[name=form_token]").First.InputValueAsync();
        await using var site = await OtherSite.StartAsync(
            $"""
            <form method="post" action="{new Uri(world.Address, "/account/disconnect")}">
            <input type="hidden" name="form_token" value="{formToken}"><input type="hidden" name="sure" value="yes"><button>Win a prize</button>
            </form>
            """);
        await visitor.GoAsync(site.AddressUnder(host));
        await visitor.Button("Win a prize").ClickAsync();

        await Assertions.Expect(visitor.Heading).ToHaveTextAsync(host == "localhost" ? "This form is out of date" : "You are signed out");
        using var me = await world.GetAsync("/me", token);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
        await visitor.GoAsync("/account");
        await Assertions.Expect(visitor.Button("Disconnect")).ToBeVisibleAsync();
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public async Task No_other_site_can_frame_the_account(string host)
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        await visitor.GoToAccountAsync(world.NewAccount());
        await using var site = await OtherSite.StartAsync($"""<iframe src="{new Uri(world.Address, "/account")}"></iframe>""");
        await visitor.GoAsync(site.AddressUnder(host));

        // Where Chromium tells that it shows no such page.
        await Eventually.TrueAsync(() => visitor.Page.Frames.Any(frame => frame.Url.StartsWith("chrome-error:", StringComparison.Ordinal)));
        await Assertions.Expect(visitor.Page.FrameLocator("iframe").GetByText("Your account")).ToHaveCountAsync(0);
    }
}
