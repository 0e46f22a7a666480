using System.Net;
using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Tokens;

public sealed class TokensTests
{
    [Fact]
    public async Task A_token_with_limits_opens_what_they_allow_and_says_what_it_does_not()
    {
        await using var world = await World.StartAsync();
        var all = await world.SignInAsync(world.AddLabelled());
        var made = await world.PostAsync("/tokens", all, """{"name":"Phone","expires_in_days":30,"rights":{"formats":["json","VCF"],"labels":["fAMILY"],"has":["phone"]}}""");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var body = await made.ReadJsonAsync();
        var token = (string)body["access_token"]!;

        Assert.Equal("Bearer", (string)body["token_type"]!);
        Assert.Equal("""{"formats":["json","vcard"],"labels":["contactGroups/f1"],"has":["phone"]}""", body["token"]!["rights"]!.ToJsonString());
        using var json = await world.GetAsync("/download?format=json", token);
        Assert.Equal("1", await json.NamesAsync());
        using var labels = await world.GetAsync("/labels", token);
        Assert.Equal(["Family"], (await labels.ReadJsonAsync())["labels"]!.AsArray().Select(label => (string)label!["name"]!));
        using var csv = await world.GetAsync("/download?format=csv", token);
        var notCsv = await csv.AssertProblemAsync(HttpStatusCode.Forbidden, "This token does not open the format csv");
        Assert.Contains("format=json, format=vcard", (string)notCsv["detail"]!, StringComparison.Ordinal);
        Assert.Contains("insufficient_scope", csv.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        // Whether there is such a label or not.
        foreach (var label in new[] { "Friends", "Nobody" })
        {
            using var other = await world.GetAsync($"/download?format=json&label={label}", token);
            var notLabel = await other.AssertProblemAsync(HttpStatusCode.Forbidden, $"This token does not open the label '{label}'");
            Assert.Contains("It opens: Family.", (string)notLabel["detail"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_renamed_label_stays_and_a_deleted_one_matches_nobody()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        var token = await world.MakeTokenAsync(await world.SignInAsync(account), """{"rights":{"labels":["Family"]}}""");
        account.Groups.RemoveAll(group => group.Name == "Family");
        account.Groups.Add(AccountGroup.Own("f1", "Kin"));
        using var renamed = await world.GetAsync("/download?format=json&label=kin", token);
        Assert.Equal("1,2", await renamed.NamesAsync());

        account.Groups.RemoveAll(group => group.Name == "Kin");
        using var deleted = await world.GetAsync("/download?format=json", token);
        Assert.Equal("", await deleted.NamesAsync());
    }

    [Fact]
    public async Task Tokens_are_listed_with_all_but_their_secrets_and_end_by_their_ids()
    {
        await using var world = await World.StartAsync();
        var all = await world.SignInAsync(world.NewAccount());
        var made = await world.MakeTokenAsync(all, """{"name":"Nightly backup"}""");
        using var reply = await world.GetAsync("/tokens", all);
        var text = await reply.Content.ReadAsStringAsync();
        var tokens = JsonNode.Parse(text)!["tokens"]!.AsArray();

        Assert.Equal(2, tokens.Count);
        var named = tokens.Single(token => (string?)token!["name"] == "Nightly backup")!;
        Assert.Equal("access", (string)named["kind"]!);
        Assert.False((bool)named["is_current"]!);
        Assert.True((bool)tokens.Single(token => token!["name"] is null)!["is_current"]!);
        Assert.DoesNotContain("gcd_", text, StringComparison.Ordinal);
        using var me = await world.GetAsync("/me", made);
        Assert.Equal((string)named["id"]!, (string)(await me.ReadJsonAsync())["token"]!["id"]!);

        using var ended = await world.SendAsync(HttpMethod.Delete, $"/tokens/{named["id"]}", all);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var dead = await world.GetAsync("/me", made);
        Assert.Equal(HttpStatusCode.Unauthorized, dead.StatusCode);
        using var again = await world.SendAsync(HttpMethod.Delete, $"/tokens/{named["id"]}", all);
        await again.AssertProblemAsync(HttpStatusCode.NotFound, "There is no such token");
    }

    [Fact]
    public async Task No_token_gives_one_that_outlives_it_and_the_account_page_does()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var day = await world.MakeTokenAsync(await world.SignInAsync(account), """{"expires_in_days":1}""");
        using (var longer = await world.PostAsync("/tokens", day, """{"expires_in_days":2}"""))
        {
            await longer.AssertProblemAsync(HttpStatusCode.BadRequest, "The end cannot be used");
        }

        using var browser = new PlainBrowser(world);
        await browser.SignInAsync(account);
        await browser.PostAsync("/account/tokens", ("name", "Year"), ("expires_in_days", "365"));
        foreach (var body in new[] { "{}", """{"expires_in_days":1}""" })
        {
            await world.MakeTokenAsync(day, body);
        }

        using var link = await world.PostAsync("/links", day, """{"format":"vcard"}""");
        var end = (await (await world.GetAsync("/me", day)).ReadJsonAsync())["token"]!["expires_at"]!.ToJsonString();
        Assert.Equal(end, (await link.ReadJsonAsync())["link"]!["expires_at"]!.ToJsonString());
        using var list = await world.GetAsync("/tokens", day);
        var access = (await list.ReadJsonAsync())["tokens"]!.AsArray().Where(token => (string)token!["kind"]! == "access").ToList();
        Assert.Equal(3, access.Count(token => token!["expires_at"]!.ToJsonString() == end));
        Assert.Equal(TimeSpan.FromDays(365), access.Where(token => (string?)token!["name"] == "Year").Select(token => (DateTimeOffset)token!["expires_at"]! - (DateTimeOffset)token["created_at"]!).Single());
    }

    [Fact]
    public async Task Another_persons_token_is_as_if_it_were_not_there()
    {
        await using var world = await World.StartAsync();
        var ada = await world.SignInAsync(world.NewAccount());
        var bob = await world.SignInAsync(world.NewAccount());
        using var me = await world.GetAsync("/me", bob);
        var id = (string)(await me.ReadJsonAsync())["token"]!["id"]!;

        using var ended = await world.SendAsync(HttpMethod.Delete, $"/tokens/{id}", ada);
        await ended.AssertProblemAsync(HttpStatusCode.NotFound, "There is no such token");
        using var still = await world.GetAsync("/me", bob);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task The_last_token_takes_everything_along()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var me = await world.GetAsync("/me", token);

        using var ended = await world.SendAsync(HttpMethod.Delete, $"/tokens/{(await me.ReadJsonAsync())["token"]!["id"]}", token);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Revoke]);
    }

    [Theory]
    [InlineData("GET", "/tokens")]
    [InlineData("POST", "/tokens")]
    [InlineData("DELETE", "/tokens/tok_4fT0c9AbX2qz")]
    [InlineData("GET", "/links")]
    [InlineData("POST", "/links")]
    [InlineData("DELETE", "/links/tok_4fT0c9AbX2qz")]
    public async Task A_token_with_limits_manages_none(string method, string path)
    {
        await using var world = await World.StartAsync();
        var limited = await world.MakeTokenAsync(await world.SignInAsync(world.NewAccount()), """{"rights":{"formats":["csv"]}}""");
        using var reply = await world.SendAsync(new HttpMethod(method), path, limited);
        await reply.AssertProblemAsync(HttpStatusCode.Forbidden, "This token does not open tokens and links");
        Assert.Contains("insufficient_scope", reply.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"x<b>"}""", "The name cannot be used")]
    [InlineData("""{"name":"a\nb"}""", "The name cannot be used")]
    [InlineData("""{"name":"a\u0000"}""", "The name cannot be used")]
    [InlineData("""{"name":"\u202Eleft"}""", "The name cannot be used")]
    [InlineData("""{"expires_in_days":0}""", "The end cannot be used")]
    [InlineData("""{"expires_in_days":-1}""", "The end cannot be used")]
    [InlineData("""{"expires_in_days":366}""", "The end cannot be used")]
    [InlineData("""{"rights":{"formats":["pdf"]}}""", "Invalid format: 'pdf'")]
    [InlineData("""{"rights":{"labels":["Famliy"]}}""", "There is no label 'Famliy'")]
    [InlineData("""{"rights":{"has":["fax"]}}""", "Invalid value of has: 'fax'")]
    [InlineData("""{"nmae":"x"}""", "The body cannot be read")]
    [InlineData("""{"expires_in_days":1.5}""", "The body cannot be read")]
    [InlineData("""{"expires_in_days":99999999999}""", "The body cannot be read")]
    [InlineData("""{"rights":[]}""", "The body cannot be read")]
    [InlineData("""{"rights":{"formats":[null]}}""", "The body cannot be read")]
    [InlineData("""{"name":"x" """, "The body cannot be read")]
    [InlineData("name=x", "The body cannot be read")]
    [InlineData("[]", "The body cannot be read")]
    [InlineData("null", "The body cannot be read")]
    public async Task What_cannot_be_is_refused_with_its_reason_and_changes_nothing(string body, string error)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.AddLabelled());
        using var reply = await world.PostAsync("/tokens", token, body);
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, error);
        using var list = await world.GetAsync("/tokens", token);
        Assert.Single((await list.ReadJsonAsync())["tokens"]!.AsArray());
    }

    [Fact]
    public async Task A_name_of_100_characters_is_taken_and_one_of_101_is_not()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var longest = await world.PostAsync("/tokens", token, $$"""{"name":"{{new string('n', 100)}}"}""");
        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
        using var longer = await world.PostAsync("/tokens", token, $$"""{"name":"{{new string('n', 101)}}"}""");
        await longer.AssertProblemAsync(HttpStatusCode.BadRequest, "The name cannot be used");
    }

    [Fact]
    public async Task The_fifty_first_is_refused_and_a_sign_in_still_gives_one()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        for (var i = 1; i < 50; i++)
        {
            await world.MakeTokenAsync(token, "");
        }

        using var refused = await world.PostAsync("/tokens", token, "{}");
        await refused.AssertProblemAsync(HttpStatusCode.Conflict, "You have 50 tokens already");
        using var me = await world.GetAsync("/me", await world.SignInAsync(account));
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_can_give_a_named_token_with_limits_at_once()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        using var start = await world.GetAsync("/auth?name=Phone%20system&format=json&label=Family&has=phone&expires_in_days=30");
        var authorization = new UriBuilder((string)(await start.ReadJsonAsync())["authorization_url"]!);
        authorization.Query += $"&login_hint={Uri.EscapeDataString(account.Email)}";
        using var finished = await world.FinishAsync(await world.ConsentAsync(account, authorization.Uri));
        var token = (string)(await finished.ReadJsonAsync())["access_token"]!;

        using var me = await world.GetAsync("/me", token);
        var details = (await me.ReadJsonAsync())["token"]!;
        Assert.Equal("Phone system", (string)details["name"]!);
        Assert.Equal("""{"formats":["json"],"labels":["contactGroups/f1"],"has":["phone"]}""", details["rights"]!.ToJsonString());
        Assert.Equal(TimeSpan.FromDays(30), (DateTimeOffset)details["expires_at"]! - (DateTimeOffset)details["created_at"]!);
    }

    [Fact]
    public async Task The_pages_of_such_a_sign_in_say_what_is_asked_and_offer_what_the_token_opens()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        using var browser = new PlainBrowser(world);
        var query = "name=Phone%20system&format=yealink&format=JSON&label=Family&label=Friends&has=phone&expires_in_days=30";
        var asked = await browser.GetAsync($"/auth?{query}");
        var signedIn = await browser.SignInAsync(account, query);
        foreach (var page in new[] { asked, signedIn })
        {
            Assert.Contains("It is called <bdi>Phone system</bdi>.", page, StringComparison.Ordinal);
            Assert.Contains("It opens the format yealink or json.", page, StringComparison.Ordinal);
            Assert.Contains("only contacts with the label <bdi>Family</bdi> or <bdi>Friends</bdi> that have: phone.", page, StringComparison.Ordinal);
            Assert.Contains("It ends after 30 days.", page, StringComparison.Ordinal);
        }

        Assert.Equal(["json", "yealink"], System.Text.RegularExpressions.Regex.Matches(signedIn, "data-format=\"([^\"]+)\"").Select(button => button.Groups[1].Value));
        Assert.Contains("<details id=\"formats\" hidden open>", signedIn, StringComparison.Ordinal);
        Assert.DoesNotContain("format=csv", signedIn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_for_a_label_that_is_not_there_says_so_and_stores_nothing()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        using var start = await world.GetAsync($"/auth?label=Famliy&login_hint={Uri.EscapeDataString(account.Email)}");
        using var finished = await world.FinishAsync(await world.ConsentAsync(account, new Uri((string)(await start.ReadJsonAsync())["authorization_url"]!)));
        await finished.AssertProblemAsync(HttpStatusCode.BadRequest, "There is no label 'Famliy'");
        using var health = await world.GetAsync("/health");
        Assert.Equal(0, (int)(await health.ReadJsonAsync())["authenticated_users"]!);
    }

    [Theory]
    [InlineData("format=pdf", "Invalid format: 'pdf'")]
    [InlineData("name=%3Cb%3E", "The name cannot be used")]
    [InlineData("expires_in_days=soon", "The end cannot be used")]
    [InlineData("has=fax", "Invalid value of has: 'fax'")]
    public async Task A_sign_in_that_asks_for_what_cannot_be_does_not_begin(string query, string error)
    {
        await using var world = await World.StartAsync();
        using var reply = await world.GetAsync($"/auth?{query}");
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, error);
    }

    [Theory]
    [InlineData("ada:{0}")]
    [InlineData(":{0}")]
    [InlineData("a:{0}")]
    [InlineData("{0}:")]
    public async Task Basic_opens_what_bearer_opens(string credentials)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        foreach (var path in new[] { "/me", "/download", "/labels", "/tokens", "/links" })
        {
            using var reply = await world.BasicAsync(path, string.Format(null, credentials, token));
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }
    }

    [Fact]
    public async Task Basic_that_opens_nothing_is_refused_with_both_schemes_and_counts_as_a_failed_token()
    {
        await using var world = await World.StartAsync(("LIMIT_FAILED_TOKENS", "3"));
        foreach (var (credentials, error) in new[] { ("a:b", "Authentication required: the access token is unknown"), ("no colon", "Authentication required: the Basic credentials cannot be read") })
        {
            using var reply = await world.BasicAsync("/me", credentials);
            await reply.AssertProblemAsync(HttpStatusCode.Unauthorized, error);
            Assert.Equal(["Bearer", "Basic"], reply.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
        request.Headers.TryAddWithoutValidation("Authorization", "Basic %%%");
        using var rubbish = await world.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, rubbish.StatusCode);
        using var limited = await world.BasicAsync("/me", "a:b");
        await limited.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Too many requests with invalid tokens");
    }

    [Fact]
    public async Task Me_tells_a_grant_that_has_ended()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        Assert.Equal("active", await AccessAsync());
        world.Google.Faults.Add(new Sandbox.Faults.Fault { Operation = GoogleOperation.Connections, Status = 401, Body = """{"error":{"code":401,"status":"UNAUTHENTICATED"}}""", Times = 10 });
        world.Google.Faults.Add(new Sandbox.Faults.Fault { Operation = GoogleOperation.Refresh, Status = 400, Body = """{"error":"invalid_grant"}""", Times = 10 });
        using (await world.GetAsync("/download", token))
        {
            Assert.Equal("needs_sign_in", await AccessAsync());
        }

        async Task<string> AccessAsync()
        {
            using var me = await world.GetAsync("/me", token);
            return (string)(await me.ReadJsonAsync())["google_access"]!;
        }
    }
}
