using System.Net;
using Gcd.Infrastructure.Downloads;
using Gcd.Infrastructure.Sync;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using static Gcd.Features.CardDav.DavForTests;

namespace Gcd.Features.CardDav;

/// <summary>What a client does with the address book: finds it, reads it, follows it.</summary>
public sealed class CardDavTests
{
    [Fact]
    public async Task A_client_finds_the_address_book_from_the_host_alone()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        using var known = await world.DavAsync("PROPFIND", "/.well-known/carddav", token: null, Propfind("d:current-user-principal"), depth: "0");
        Assert.Equal(HttpStatusCode.MovedPermanently, known.StatusCode);
        Assert.Equal("/dav/", known.Headers.Location!.OriginalString);

        var root = (await world.MultiStatusAsync("PROPFIND", "/dav/", token, Propfind("d:current-user-principal", "d:resourcetype"), "0"))["/dav/"];
        var principal = root.Found(DavName.CurrentUserPrincipal)!.Value;
        var who = (await world.MultiStatusAsync("PROPFIND", principal, token, Propfind("c:addressbook-home-set", "d:displayname", "d:resourcetype"), "0"))[principal];
        Assert.Equal(account.Email, who.Found(DavName.DisplayName)!.Value);
        Assert.Equal("principal", who.Found(DavName.ResourceType)!.Elements().Single().Name.LocalName);
        var home = who.Found(DavName.CardDav + "addressbook-home-set")!.Value;
        var inside = await world.MultiStatusAsync("PROPFIND", home, token, Propfind("d:resourcetype", "d:displayname", "d:current-user-privilege-set", "d:supported-report-set", "x:nonsense".Replace("x:", "s:", StringComparison.Ordinal)), "1");
        Assert.Equal([home, Book], inside.Answers.Select(answer => answer.Href));
        var book = inside[Book];
        Assert.Equal(["collection", "addressbook"], book.Found(DavName.ResourceType)!.Elements().Select(type => type.Name.LocalName));
        Assert.Equal($"Google Contacts ({account.Email})", book.Found(DavName.DisplayName)!.Value);
        Assert.Equal(["read"], book.Found(DavName.CurrentUserPrivilegeSet)!.Descendants().Where(element => !element.HasElements).Select(privilege => privilege.Name.LocalName));
        Assert.Equal(["addressbook-multiget", "addressbook-query", "sync-collection"], book.Found(DavName.SupportedReportSet)!.Descendants().Where(element => !element.HasElements).Select(report => report.Name.LocalName));
        Assert.Equal([DavName.CalendarServer + "nonsense"], book.Missing);
    }

    [Fact]
    public async Task Listing_costs_a_call_a_page_and_reading_one_for_two_hundred_cards()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 2500);
        var token = await world.SignInAsync(account);
        world.Google.Requests.Reset();

        var list = await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:resourcetype", "d:getcontenttype", "d:getetag"), "1");
        Assert.Equal(2501, list.Answers.Count);
        Assert.All(list.Answers.Skip(1), card =>
        {
            Assert.Matches("^/dav/books/contacts/c[0-9]+\\.vcf$", card.Href);
            Assert.Matches("^\"[-_0-9A-Za-z]{20}\"$", card.Found(DavName.GetETag)!.Value);
            Assert.Equal("text/vcard; charset=utf-8", card.Found(DavName.GetContentType)!.Value);
            Assert.True(card.Found(DavName.ResourceType)!.IsEmpty);
        });
        Assert.Equal(3, world.Google.Requests[GoogleOperation.Connections]);

        var cards = await world.MultiStatusAsync("REPORT", Book, token, Multiget(list.ETags.Keys));
        Assert.Equal(2500, cards.Answers.Count);
        Assert.Equal(list.ETags.OrderBy(pair => pair.Key, StringComparer.Ordinal), cards.ETags.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.All(cards.Answers, card => Assert.Contains("VERSION:3.0\r\n", card.Found(DavName.AddressData)!.Value, StringComparison.Ordinal));
        Assert.Equal(13, world.Google.Requests[GoogleOperation.BatchGet]);
        Assert.Equal(3, world.Google.Requests[GoogleOperation.Connections]);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.ContactGroups]);
    }

    [Fact]
    public async Task A_client_that_asks_for_the_state_first_and_reads_then_costs_one_read()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 1200);
        var token = await world.SignInAsync(account);
        world.Google.Requests.Reset();

        var first = (await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("s:getctag", "d:sync-token"), "0"))[Book];
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Connections]);
        var all = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        Assert.Equal(1200, all.ETags.Count);
        Assert.Equal(first.Found(DavName.SyncToken)!.Value, all.SyncToken);
        Assert.Equal(2, world.Google.Requests[GoogleOperation.Connections]);

        var again = (await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("s:getctag", "d:sync-token"), "0"))[Book];
        Assert.Equal(first.Found(DavName.SyncToken)!.Value, again.Found(DavName.SyncToken)!.Value);
        Assert.Equal(first.Found(DavName.GetCTag)!.Value, again.Found(DavName.GetCTag)!.Value);
        Assert.Equal(3, world.Google.Requests[GoogleOperation.Connections]);
    }

    [Fact]
    public async Task A_second_sync_without_changes_costs_one_call_and_a_client_that_syncs_all_the_time_about_a_dozen_a_minute()
    {
        await using var world = await World.StartAsync();
        world.Time.StandStill();
        var token = await world.SignInAsync(world.NewAccount(contacts: 30));
        var all = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        world.Google.Requests.Reset();
        for (var i = 0; i < RecentChecks.AskedFreely + 20; i++)
        {
            var none = await world.MultiStatusAsync("REPORT", Book, token, Sync(all.SyncToken));
            Assert.Empty(none.Answers);
            Assert.Equal(all.SyncToken, none.SyncToken);
        }

        Assert.Equal(RecentChecks.AskedFreely, world.Google.Requests[GoogleOperation.Connections]);
        world.Time.Shift += RecentChecks.Holds;
        await world.MultiStatusAsync("REPORT", Book, token, Sync(all.SyncToken));
        Assert.Equal(RecentChecks.AskedFreely + 1, world.Google.Requests[GoogleOperation.Connections]);
    }

    [Fact]
    public async Task Changes_deletions_and_merged_contacts_come_once_and_the_state_moves_on()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        var account = world.NewAccount(contacts: 9);
        var token = await world.SignInAsync(account);
        var all = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        account.Edit(0, person => person["names"]![0]!["displayName"] = "Somebody Else");
        account.Delete(1);
        account.Merge(account.NameOf(2), account.NameOf(3));
        var added = account.AddContact(new() { ["names"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["displayName"] = "New" }) });

        var changed = await world.MultiStatusAsync("REPORT", Book, token, Sync(all.SyncToken));
        Assert.NotEqual(all.SyncToken, changed.SyncToken);
        Assert.Equal(
            new[] { Href(account.NameOf(0)), Href(account.NameOf(2)), Href(added) }.Order(StringComparer.Ordinal),
            changed.ETags.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new[] { Href(account.NameOf(1)), Href(account.NameOf(3)) }.Order(StringComparer.Ordinal), changed.Gone.Order(StringComparer.Ordinal));
        Assert.NotEqual(all.ETags[Href(account.NameOf(0))], changed.ETags[Href(account.NameOf(0))]);

        Assert.Empty((await world.MultiStatusAsync("REPORT", Book, token, Sync(changed.SyncToken))).Answers);
        var ctag = (await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:sync-token"), "0"))[Book].Found(DavName.SyncToken)!.Value;
        Assert.Equal(changed.SyncToken, ctag);

        // A client that was away sees the same from its own state on, and comes to the same.
        var late = await world.MultiStatusAsync("REPORT", Book, token, Sync(all.SyncToken));
        Assert.Equal(changed.ETags.Count, late.ETags.Count);
        Assert.Empty((await world.MultiStatusAsync("REPORT", Book, token, Sync(late.SyncToken))).Answers);
    }

    [Fact]
    public async Task Two_clients_share_the_state_and_neither_goes_round_in_circles()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 5);
        var token = await world.SignInAsync(account);
        var one = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        var other = await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null));
        for (var round = 0; round < 3; round++)
        {
            account.Edit(round, person => person["names"]![0]!["displayName"] = $"Round {round}");
            one = await world.MultiStatusAsync("REPORT", Book, token, Sync(one.SyncToken));
            Assert.Single(one.ETags);
            other = await world.MultiStatusAsync("REPORT", Book, token, Sync(other.SyncToken));
            Assert.Single(other.ETags);
        }

        for (var i = 0; i < 2; i++)
        {
            one = await world.MultiStatusAsync("REPORT", Book, token, Sync(one.SyncToken));
            other = await world.MultiStatusAsync("REPORT", Book, token, Sync(other.SyncToken));
        }

        var state = (await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:sync-token"), "0"))[Book].Found(DavName.SyncToken)!.Value;
        Assert.Equal(state, one.SyncToken);
        Assert.Equal(state, other.SyncToken);
    }

    [Theory]
    [InlineData("days")]
    [InlineData("google")]
    [InlineData("page")]
    [InlineData("unknown")]
    [InlineData("nonsense")]
    [InlineData("person")]
    public async Task A_sync_token_that_means_nothing_any_more_is_400_with_the_standards_condition(string reason)
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 4);
        var token = await world.SignInAsync(account);
        var syncToken = (await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null))).SyncToken!;
        switch (reason)
        {
            case "days":
                world.Time.Shift = world.GoogleTime.Shift = TimeSpan.FromDays(7.1);
                break;
            case "google":
                account.ExpireSyncTokens();
                break;
            case "page":
                await world.RestartAsync(("PAGE_SIZE", "17"));
                break;
            case "unknown":
                syncToken = syncToken[..^3] + "abc";
                break;
            case "nonsense":
                syncToken = "http://example.com/&lt;&amp;";
                break;
            default:
                token = await world.SignInAsync(world.NewAccount());
                break;
        }

        using var reply = await world.DavAsync("REPORT", Book, token, Sync(syncToken));
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains("<d:valid-sync-token", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull((await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null))).SyncToken);
    }

    [Fact]
    public async Task A_contact_that_is_gone_or_was_merged_and_an_href_of_nothing_are_404_in_a_multiget()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 6);
        var token = await world.SignInAsync(account);
        account.Delete(0);
        account.Merge(account.NameOf(1), account.NameOf(2));

        var cards = await world.MultiStatusAsync(
            "REPORT",
            Book,
            token,
            Multiget(
            [
                Href(account.NameOf(0)), Href(account.NameOf(1)), Href(account.NameOf(2)), Href(account.NameOf(3)), "/dav/books/contacts/nobody.vcf", "/dav/books/", "/elsewhere?a=1&amp;b",
                $"http://{world.Address.Authority}{Href(account.NameOf(4))}", "/dav/books/contacts/%63" + Href(account.NameOf(5))["/dav/books/contacts/c".Length..],
            ]));
        Assert.Equal(
            Enumerable.Range(0, 6).Except([0, 2]).Select(account.NameOf).Select(Href).Order(StringComparer.Ordinal),
            cards.ETags.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            new[] { Href(account.NameOf(0)), Href(account.NameOf(2)), "/dav/books/contacts/nobody.vcf", "/dav/books/", "/elsewhere?a=1&b" }.Order(StringComparer.Ordinal),
            cards.Gone.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_card_can_be_had_by_itself_with_its_entity_tag()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 2);
        var token = await world.SignInAsync(account);
        var list = await world.MultiStatusAsync("PROPFIND", Book, token, Propfind("d:getetag"), "1");

        using var card = await world.DavAsync("GET", Href(account.NameOf(1)), token);
        Assert.Equal("text/vcard; charset=utf-8", card.Content.Headers.ContentType!.ToString());
        Assert.Equal(list.ETags[Href(account.NameOf(1))], card.Headers.ETag!.ToString());
        Assert.StartsWith("BEGIN:VCARD\r\nVERSION:3.0\r\n", await card.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var one = await world.MultiStatusAsync("PROPFIND", Href(account.NameOf(1)), token, Propfind("d:getetag"), "0");
        Assert.Equal(card.Headers.ETag.ToString(), Assert.Single(one.ETags).Value);

        account.Delete(1);
        using var gone = await world.DavAsync("GET", Href(account.NameOf(1)), token);
        await gone.AssertProblemAsync(HttpStatusCode.NotFound, "There is nothing at this address");
        using var nothing = await world.DavAsync("PROPFIND", Href(account.NameOf(1)), token, Propfind("d:getetag"), "0");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task A_token_with_limits_has_an_address_book_of_what_it_opens()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        var all = await world.SignInAsync(account);
        var family = await world.MakeTokenAsync(all, """{"name":"family","rights":{"labels":["Family"]}}""");
        var csv = await world.MakeTokenAsync(all, """{"name":"csv","rights":{"formats":["csv"]}}""");
        var four = await world.MakeTokenAsync(all, """{"name":"four","rights":{"formats":["vcard4"]}}""");

        var everybody = await world.MultiStatusAsync("REPORT", Book, all, Sync(token: null));
        var some = await world.MultiStatusAsync("REPORT", Book, family, Sync(token: null));
        Assert.True(some.ETags.Count > 0 && some.ETags.Count < everybody.ETags.Count);
        var outside = everybody.ETags.Keys.Except(some.ETags.Keys).First();
        Assert.Equal([outside], (await world.MultiStatusAsync("REPORT", Book, family, Multiget([outside]))).Gone);
        using var hidden = await world.DavAsync("GET", outside, family);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        // Its sync token is none of the others'.
        using var foreign = await world.DavAsync("REPORT", Book, family, Sync(everybody.SyncToken));
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);

        using var refused = await world.DavAsync("PROPFIND", "/dav/", csv, Propfind("d:displayname"), "0");
        await refused.AssertProblemAsync(HttpStatusCode.Forbidden, "This token does not open the address book");
        var cards = await world.MultiStatusAsync("REPORT", Book, four, Multiget([everybody.ETags.Keys.First()]));
        Assert.Contains("VERSION:4.0", cards.Answers[0].Found(DavName.AddressData)!.Value, StringComparison.Ordinal);
        using var three = await world.DavAsync("REPORT", Book, four, Multiget([everybody.ETags.Keys.First()], "<c:address-data version=\"3.0\"/>"));
        Assert.Equal(HttpStatusCode.Forbidden, three.StatusCode);
        Assert.Contains("supported-address-data", await three.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/dav/books/contacts/c1.vcf")]
    [InlineData("DELETE", "/dav/books/contacts/c1.vcf")]
    [InlineData("PROPPATCH", "/dav/books/contacts/")]
    [InlineData("MKCOL", "/dav/books/other/")]
    [InlineData("MOVE", "/dav/books/contacts/c1.vcf")]
    [InlineData("COPY", "/dav/books/contacts/c1.vcf")]
    [InlineData("POST", "/dav/books/contacts/")]
    [InlineData("LOCK", "/dav/books/contacts/")]
    public async Task Writing_is_403_with_need_privileges_and_never_401(string method, string path)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var reply = await world.DavAsync(method, path, token, "BEGIN:VCARD");
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Contains("<d:need-privileges>", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, world.Google.Requests[GoogleOperation.Connections]);
    }

    [Fact]
    public async Task Without_a_token_basic_is_offered_and_options_tell_what_the_server_is()
    {
        await using var world = await World.StartAsync();
        using var refused = await world.DavAsync("PROPFIND", "/dav/", token: null, Propfind("d:displayname"), "0");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains(refused.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        using var wrong = await world.DavAsync("PROPFIND", "/dav/", "gcd_wrong", Propfind("d:displayname"), "0");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains(wrong.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        foreach (var path in new[] { "/dav", "/dav/", Book })
        {
            using var options = await world.DavAsync("OPTIONS", path, token: null);
            Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
            Assert.Equal("1, 3, addressbook", string.Join(", ", options.Headers.GetValues("DAV")));
            Assert.Equal(["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"], options.Content.Headers.Allow.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "b">]><d:propfind xmlns:d="DAV:"><d:prop>&a;</d:prop></d:propfind>""", "not well-formed")]
    [InlineData("""<d:propfind xmlns:d="DAV:"><d:prop>""", "not well-formed")]
    [InlineData("nonsense", "not well-formed")]
    [InlineData("<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>", "nested too deeply")]
    public async Task Xml_that_cannot_be_taken_is_400_and_says_why(string body, string expected)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using var reply = await world.DavAsync("PROPFIND", Book, token, body, "0");
        var text = await reply.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        using var longer = await world.DavAsync("PROPFIND", Book, token, Propfind([.. Enumerable.Range(0, 9000).Select(i => $"d:a{i}")]), "0");
        await longer.AssertProblemAsync(HttpStatusCode.BadRequest, "The request's XML is too long");
    }

    [Fact]
    public async Task An_infinite_depth_and_an_unknown_report_are_refused_by_the_standards_words()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        foreach (var depth in new[] { "infinity", null, "7" })
        {
            using var reply = await world.DavAsync("PROPFIND", Book, token, Propfind("d:getetag"), depth);
            Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
            Assert.Contains("propfind-finite-depth", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var report = await world.DavAsync("REPORT", Book, token, "<d:expand-property xmlns:d=\"DAV:\"/>", "0");
        Assert.Equal(HttpStatusCode.Forbidden, report.StatusCode);
        Assert.Contains("supported-report", await report.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nowhere = await world.DavAsync("PROPFIND", "/dav/other/", token, Propfind("d:getetag"), "0");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Fact]
    public async Task Googles_quota_is_429_with_retry_after_and_a_read_that_breaks_is_broken_off()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "1000"));
        var account = world.NewAccount(contacts: 1500);
        var token = await world.SignInAsync(account);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 429, RetryAfter = "3000" });
        using (var refused = await world.DavAsync("REPORT", Book, token, Sync(token: null)))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(3000), refused.Headers.RetryAfter!.Delta);
        }

        world.Google.Faults.Clear();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Status = 400 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => world.DavAsync("REPORT", Book, token, Sync(token: null)));

        // Nobody was told a state by the broken read that the next one does not go back to.
        Assert.Equal(1500, (await world.MultiStatusAsync("REPORT", Book, token, Sync(token: null))).ETags.Count);
    }

    [Fact]
    public async Task Requests_at_once_wait_their_turn_while_downloads_are_refused()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 8);
        var token = await world.SignInAsync(account);
        await using var held = await HeldDownloadsForTests.StartAsync(world, account, token, count: 2);

        var cards = Enumerable.Range(0, 8).Select(index => world.DavAsync("GET", Href(account.NameOf(index)), token)).ToList();
        using var download = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.TooManyRequests, download.StatusCode);
        await held.EndAsync();
        foreach (var card in cards)
        {
            using var reply = await card;
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }
    }

    private static string Href(string resourceName) => $"{Book}{resourceName["people/".Length..]}.vcf";
}
