using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Pages;

/// <summary>Every page that a person can meet, and the way there.</summary>
internal static class SitePages
{
    public const string Success = "success";

    /// <summary>The same page with the token and its commands unfolded.</summary>
    public const string SuccessUnfolded = "success-unfolded";

    /// <summary>A signed-in person's own page with everything unfolded.</summary>
    public const string Account = "account";

    public static TheoryData<string> Names { get; } =
    [
        "home", "home-with-notices", "sign-in", "sign-in-without-credentials", Success, SuccessUnfolded, "privacy",
        "refused", "contacts-unticked", "used-before", "expired", "other-browser", "no-flow", "redirect-uri-mismatch", "google-fails",
        "token-missing", "not-found", "internal-error", Account, "account-signed-out", "new-link", "disconnected",
    ];

    /// <summary>A visitor who has come to the page.</summary>
    public static async Task<Visitor> VisitAsync(this PagesUnderTest pages, string name, VisitorOptions? options = null)
    {
        var world = name is "home-with-notices" or "sign-in-without-credentials" or "internal-error" ? await pages.TroubledWorldAsync() : await pages.WorldAsync();
        var visitor = await pages.VisitAsync(world, options);
        await GoAsync(visitor, world, name);
        return visitor;
    }

    private static Task GoAsync(Visitor visitor, World world, string name) => name switch
    {
        "home" or "home-with-notices" => visitor.GoAsync("/"),
        "sign-in" => visitor.GoAsync("/auth"),
        "sign-in-without-credentials" => visitor.GoAsync("/auth", 503),
        Success => visitor.FinishSignInAsync(world.NewAccount()),
        SuccessUnfolded => SignInAndUnfoldAsync(visitor, world),
        "privacy" => visitor.GoAsync("/privacy_policy"),
        "refused" => visitor.GoAsync("/oauth2callback?error=access_denied", 400),
        "contacts-unticked" => UntickAsync(visitor, world),
        "used-before" => UseTwiceAsync(visitor, world),
        "expired" => ComeTooLateAsync(visitor, world),
        "other-browser" => TakeOverAsync(visitor, world),
        "no-flow" => visitor.GoAsync("/oauth2callback", 400),
        "redirect-uri-mismatch" => visitor.GoAsync("/oauth2callback?error=redirect_uri_mismatch", 400),
        "google-fails" => FailAtGoogleAsync(visitor, world),
        "token-missing" => visitor.GoAsync("/download", 401),
        "not-found" => visitor.GoAsync("/nowhere", 404),
        Account => SignInAndUnfoldAccountAsync(visitor, world),
        "account-signed-out" => visitor.GoAsync("/account"),
        "new-link" => MakeLinkAsync(visitor, world),
        "disconnected" => DisconnectAsync(visitor, world),
        _ => FailInsideAsync(visitor, world),
    };

    /// <summary>Opens the part of the success page that has the token.</summary>
    public static Task UnfoldAsync(this Visitor visitor) => visitor.Page.Locator("#program > summary").ClickAsync();

    private static async Task SignInAndUnfoldAsync(Visitor visitor, World world)
    {
        await visitor.FinishSignInAsync(world.NewAccount());
        // Not by a click, which would leave the focus there.
        await visitor.Page.EvaluateAsync("document.querySelector('#program').open = true");
    }

    /// <summary>The account page of somebody who has just signed in.</summary>
    public static async Task GoToAccountAsync(this Visitor visitor, SimulatedAccount account)
    {
        await visitor.FinishSignInAsync(account);
        await visitor.GoAsync("/account");
    }

    private static async Task SignInAndUnfoldAccountAsync(Visitor visitor, World world)
    {
        var account = world.AddLabelled();
        var token = await world.SignInAsync(account);
        await world.MakeLinkAsync(token, """{"name":"Phone in the kitchen","format":"yealink","label":["Family"],"has":["phone"]}""");
        await world.MakeTokenAsync(token, """{"name":"backup@a-machine-with-a-rather-long-name.in-the-cellar.example","rights":{"formats":["people","json"],"labels":["Family","Friends"]},"expires_in_days":30}""");
        await visitor.GoToAccountAsync(account);
        await visitor.Page.EvaluateAsync("document.querySelectorAll('details').forEach(one => { one.open = true; })");
    }

    private static async Task MakeLinkAsync(Visitor visitor, World world)
    {
        await visitor.GoToAccountAsync(world.AddLabelled());
        await visitor.Page.GetByText("Make a link").ClickAsync();
        await visitor.Page.Locator("#link-name").FillAsync("Phone in the kitchen");
        await visitor.Button("Make the link").ClickAsync();
        await visitor.ArriveAsync(address => address.EndsWith("/account/links", StringComparison.Ordinal));
    }

    private static async Task DisconnectAsync(Visitor visitor, World world)
    {
        await visitor.GoToAccountAsync(world.NewAccount());
        await visitor.Page.Locator("[name=sure]").CheckAsync();
        await visitor.Button("Disconnect").ClickAsync();
        await visitor.ArriveAsync(address => address.EndsWith("/account/disconnect", StringComparison.Ordinal));
    }

    private static Task UntickAsync(Visitor visitor, World world)
    {
        world.Google.Faults.UntickContacts();
        return visitor.FinishSignInAsync(world.NewAccount());
    }

    private static async Task UseTwiceAsync(Visitor visitor, World world)
    {
        var callback = await CallbackOfAsync(visitor, world);
        await visitor.GoAsync(callback);
        await visitor.GoAsync(callback, 400);
    }

    private static async Task ComeTooLateAsync(Visitor visitor, World world)
    {
        var callback = await CallbackOfAsync(visitor, world);
        await AtAsync(world, TimeSpan.FromMinutes(11), () => visitor.GoAsync(callback, 400));
    }

    /// <summary>Another person's address, of a sign-in that a browser began.</summary>
    private static async Task TakeOverAsync(Visitor visitor, World world)
    {
        var callback = await CallbackOfAsync(visitor, world);
        await visitor.ForgetAsync();
        await visitor.GoAsync(callback, 400);
    }

    private static Task FailAtGoogleAsync(Visitor visitor, World world)
    {
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Exchange, Status = 400, Body = """{"error":"invalid_client"}""" });
        return visitor.FinishSignInAsync(world.NewAccount());
    }

    /// <summary>A clock beyond the end of time stands for what nobody has thought of.</summary>
    private static async Task FailInsideAsync(Visitor visitor, World world)
    {
        await world.WriteCredentialsAsync();
        await AtAsync(world, TimeSpan.MaxValue, () => visitor.GoAsync("/auth", 500));
        File.Delete(world.CredentialsPath);
    }

    /// <summary>Where Google leads back to, without going there.</summary>
    public static async Task<string> CallbackOfAsync(Visitor visitor, World world)
    {
        await visitor.GoAsync("/auth");
        var authorization = await visitor.Link("Continue to Google").GetAttributeAsync("href");
        var account = world.NewAccount();
        return (await world.ConsentAsync(account, new Uri($"{authorization}&login_hint={Uri.EscapeDataString(account.Email)}"))).AbsoluteUri;
    }

    /// <summary>Does something while Gcd's clock is ahead.</summary>
    public static async Task AtAsync(World world, TimeSpan ahead, Func<Task> visit)
    {
        world.Time.Shift = ahead;
        try
        {
            await visit();
        }
        finally
        {
            world.Time.Shift = TimeSpan.Zero;
        }
    }
}
