using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

[Collection(InTheBrowser.Name)]
public sealed class KeyboardTests(PagesUnderTest pages)
{
    private const int MostStops = 150;

    // Tells of the element that has the focus: whether it shows so, lies in the window with nothing over it, and comes behind the one before.
    private const string AtStop =
        """
        () => {
          const one = document.activeElement;
          if (one === document.body) return null;
          const style = getComputedStyle(one);
          const box = one.getBoundingClientRect();
          const top = document.elementFromPoint(box.left + Math.min(box.width, innerWidth - box.left) / 2, Math.min(innerHeight, box.bottom) / 2 + Math.max(0, box.top) / 2);
          const last = window.lastStop;
          window.lastStop = one;
          (window.stops ??= new Set()).add(one);
          const faults = [];
          if (style.outlineStyle === 'none' && style.boxShadow === 'none') faults.push('shows no focus');
          if (box.bottom < 1 || box.top > innerHeight - 1) faults.push('is outside the window');
          else if (!one.contains(top) && !top?.contains(one)) faults.push('is covered by ' + top?.outerHTML.slice(0, 80));
          if (last && last !== one && !(last.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push('comes before ' + last.outerHTML.slice(0, 80));
          return faults.map(fault => one.outerHTML.slice(0, 120) + ' ' + fault);
        }
        """;

    private const string Missed =
        """
        () => [...document.querySelectorAll('a[href], button:enabled, input, select, summary')]
          .filter(one => one.checkVisibility({ visibilityProperty: true }) && !window.stops.has(one))
          .map(one => one.outerHTML.slice(0, 120))
        """;

    [SkippableTheory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task Tab_reaches_every_control_in_reading_order_and_shows_where_it_is(string name)
    {
        await using var visitor = await pages.VisitAsync(name);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visitor.Link("Skip to content")).ToBeFocusedAsync();
        var faults = new List<string>();
        for (var stop = 1; await visitor.Page.EvaluateAsync<string[]?>(AtStop) is { } found; stop++)
        {
            Assert.True(stop < MostStops, "The focus does not come to an end.");
            faults.AddRange(found);
            await visitor.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Empty(faults);
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Missed));
    }

    [SkippableFact]
    public async Task The_first_stop_leads_past_the_navigation()
    {
        await using var visitor = await pages.VisitAsync("home");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"));
    }

    [SkippableFact]
    public async Task The_whole_sign_in_works_by_keyboard_alone()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        await visitor.GoAsync("/");
        await PressOnAsync(visitor, visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Sign in with Google" }).First);
        await PressOnAsync(visitor, visitor.Link("Continue to Google"));
        await PressOnAsync(visitor, visitor.Button("Allow"));
        await PressOnAsync(visitor, visitor.Page.Locator("#program > summary"));
        await PressOnAsync(visitor, visitor.Page.Locator("#copy-token"));

        await Assertions.Expect(visitor.Page.Locator("#copy-status")).ToHaveTextAsync(NotBlank.Text);
        using var reply = await world.GetAsync("/me", await visitor.ReadClipboardAsync());
        Assert.True(reply.IsSuccessStatusCode);
    }

    /// <summary>Tab until the element has the focus, then Enter.</summary>
    private static async Task PressOnAsync(Visitor visitor, ILocator wanted)
    {
        await Assertions.Expect(wanted).ToBeVisibleAsync();
        for (var stop = 0; !await wanted.EvaluateAsync<bool>("one => one === document.activeElement"); stop++)
        {
            Assert.True(stop < MostStops, "Tab does not reach it.");
            await visitor.Page.Keyboard.PressAsync("Tab");
        }

        await visitor.Page.Keyboard.PressAsync("Enter");
    }
}
