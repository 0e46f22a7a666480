using System.Globalization;
using System.Text.RegularExpressions;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>The file itself, without a command line: buttons on the success page.</summary>
[Collection(InTheBrowser.Name)]
public sealed class PageDownloadTests(PagesUnderTest pages)
{
    [SkippableTheory]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task A_button_saves_the_very_bytes_that_the_api_sends(string format)
    {
        var world = await pages.WorldAsync();
        var account = Awkward(world);
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(account);
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => Start(visitor, format));
        using var reply = await world.GetAsync($"/download?format={format}", token);

        Assert.Equal(await reply.Content.ReadAsByteArrayAsync(), await File.ReadAllBytesAsync(await download.PathAsync()));
        // The two may be of different days.
        Assert.Equal(Undated(reply.Content.Headers.ContentDisposition!.FileName!.Trim('"')), Undated(download.SuggestedFilename));
        await Assertions.Expect(Status(visitor)).ToContainTextAsync(Count(account.ContactCount));
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Every_format_of_the_api_has_its_button()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        await visitor.SignInAsync(world.NewAccount());
        var formats = await visitor.Page.Locator("button[data-format]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.format)");
        Assert.Equal(Gcd.Infrastructure.Exports.ExportFormats.All.Select(format => format.Name).Order(), formats.Order());
    }

    /// <summary>Line breaks inside of a quoted field, and names that look like members of the JSON, are no contacts.</summary>
    [SkippableTheory]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task While_it_runs_the_page_counts_contacts_and_says_of_how_many(string format)
    {
        var world = await pages.WorldAsync();
        var account = Awkward(world);
        await using var visitor = await pages.VisitAsync();
        await visitor.SignInAsync(account);
        using (HeldPage.Of(world, account, PagesUnderTest.PageSize))
        {
            await Start(visitor, format);
            var progress = visitor.Page.Locator("#download-progress");
            await Assertions.Expect(progress).ToHaveJSPropertyAsync("value", PagesUnderTest.PageSize);
            await Assertions.Expect(progress).ToHaveJSPropertyAsync("max", account.ContactCount);
            await Assertions.Expect(Status(visitor)).ToContainTextAsync(Count(PagesUnderTest.PageSize));
            await Assertions.Expect(Status(visitor)).ToContainTextAsync(Count(account.ContactCount));
        }

        await Eventually.TrueAsync(() => Task.FromResult(visitor.Downloads.Count == 1));
        await Assertions.Expect(Status(visitor)).ToContainTextAsync(Count(account.ContactCount));
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task An_empty_address_book_is_a_file_and_not_an_error()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        await visitor.SignInAsync(world.NewAccount(contacts: 0));
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => Start(visitor, "csv"));

        Assert.StartsWith("Full Name,", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await Assertions.Expect(Status(visitor)).ToContainTextAsync(Count(0));
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Cancel_stops_it_at_google_saves_no_file_and_lets_the_person_begin_again()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount(contacts: 2 * PagesUnderTest.PageSize);
        await using var visitor = await pages.VisitAsync();
        await visitor.SignInAsync(account);
        using (HeldPage.Of(world, account, PagesUnderTest.PageSize))
        {
            await Start(visitor, "csv");
            await Assertions.Expect(visitor.Page.Locator("#download-progress")).ToHaveJSPropertyAsync("value", PagesUnderTest.PageSize);
            var left = CallersThatLeft(world);
            await visitor.Page.Locator("#download-cancel").ClickAsync();
            await Assertions.Expect(Status(visitor)).ToContainTextAsync("cancel", new LocatorAssertionsToContainTextOptions { IgnoreCase = true });
            var asked = world.Google.Requests.Connections.Last(request => request.Account == account.Email && request.Start == PagesUnderTest.PageSize);
            await asked.Aborted.Task.WaitAsync(Patience.Limit);
            // Not because Google was slow.
            await Eventually.TrueAsync(() => Task.FromResult(CallersThatLeft(world) == left + 1));
        }

        Assert.Empty(visitor.Downloads);
        await Assertions.Expect(visitor.Page.Locator("#download-cancel")).Not.ToBeVisibleAsync();
        await visitor.Page.RunAndWaitForDownloadAsync(() => Start(visitor, "csv"));
        visitor.AssertClean();
    }

    [SkippableTheory]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task A_download_that_breaks_off_midway_says_so_and_saves_no_file(string format)
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount(contacts: 2 * PagesUnderTest.PageSize);
        await using var visitor = await pages.VisitAsync();
        await visitor.SignInAsync(account);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Account = account.Email, Start = PagesUnderTest.PageSize, Status = 500, Times = 4 });
        // What Chromium itself tells of the broken connection.
        visitor.Expect($"/download?format={format}");
        await Start(visitor, format);

        await Assertions.Expect(Status(visitor)).ToContainTextAsync(Failed, new LocatorAssertionsToContainTextOptions { IgnoreCase = true });
        Assert.Empty(visitor.Downloads);
        await visitor.Page.RunAndWaitForDownloadAsync(() => Start(visitor, format));
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task A_refusal_before_the_first_byte_shows_its_own_advice()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var token = await visitor.SignInAsync(world.NewAccount());
        using (await world.SendAsync(HttpMethod.Post, "/token/revoke", token))
        using (var refused = await world.GetAsync("/download", token))
        {
            var advice = (string)(await refused.ReadJsonAsync())["solution"]!;
            visitor.Expect("/download?format=csv");
            await Start(visitor, "csv");
            await Assertions.Expect(Status(visitor)).ToContainTextAsync(advice);
        }

        Assert.Empty(visitor.Downloads);
        visitor.AssertClean();
    }

    [SkippableFact]
    public async Task Axe_finds_no_violation_while_a_download_runs_and_after_it()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var account = world.NewAccount(contacts: 2 * PagesUnderTest.PageSize);
        await visitor.SignInAsync(account);
        using (HeldPage.Of(world, account, PagesUnderTest.PageSize))
        {
            await Start(visitor, "csv");
            await Assertions.Expect(visitor.Page.Locator("#download-progress")).ToBeVisibleAsync();
            await Axe.AssertNoViolationsAsync(visitor.Page);
        }

        await Eventually.TrueAsync(() => Task.FromResult(visitor.Downloads.Count == 1));
        await Axe.AssertNoViolationsAsync(visitor.Page);
    }

    [SkippableFact]
    public async Task By_keyboard_the_focus_is_never_lost()
    {
        var world = await pages.WorldAsync();
        var account = world.NewAccount(contacts: 2 * PagesUnderTest.PageSize);
        await using var visitor = await pages.VisitAsync();
        await visitor.SignInAsync(account);
        var button = visitor.Page.Locator("button[data-format=csv]");
        var cancel = visitor.Page.Locator("#download-cancel");
        using (HeldPage.Of(world, account, PagesUnderTest.PageSize))
        {
            await button.FocusAsync();
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(cancel).ToBeVisibleAsync();
            await Assertions.Expect(button).ToBeFocusedAsync();
            // A second press while it runs begins no second download.
            await visitor.Page.Keyboard.PressAsync("Enter");
            await cancel.FocusAsync();
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(cancel).Not.ToBeVisibleAsync();
            await Assertions.Expect(button).ToBeFocusedAsync();
        }

        Assert.Single(visitor.Addresses, address => address.Contains("/download?", StringComparison.Ordinal));
        visitor.AssertClean();
    }

    private static Regex Failed { get; } = new("no file|not saved|failed|broke", RegexOptions.IgnoreCase);

    /// <summary>An address book of its own with everything that careless counting takes for a contact.</summary>
    private static SimulatedAccount Awkward(World world) =>
        world.Google.Accounts.Add($"awkward-{Guid.NewGuid():N}@example.com",
        [
            new ContactBuilder("c1").Name("First\nSecond\r\nThird", "\r\n\r\n", "\"\r\n\"").Nickname("},{").Build(),
            new ContactBuilder("c2").Name("{\"Full Name\":\"x\",\"Resource Name\":\"people/c9\"}").Nickname("\\\"},{\\\"").Build(),
            .. AwkwardContacts.Create(),
        ]);

    private static int CallersThatLeft(World world) => world.Logs.Lines.Count(line => line.Contains("DownloadAbandoned", StringComparison.Ordinal) && line.Contains("the caller left", StringComparison.Ordinal));

    private static string Undated(string name) => Regex.Replace(name, @"\d{4}-\d{2}-\d{2}", "date");

    private static Task Start(Visitor visitor, string format) => visitor.DownloadAsync(format);

    private static ILocator Status(Visitor visitor) => visitor.Page.Locator("#download-status[role=status]");

    /// <summary>The number by itself, not as a part of a longer one.</summary>
    private static Regex Count(int contacts) => new($@"\b{contacts.ToString(CultureInfo.InvariantCulture)}\b");
}
