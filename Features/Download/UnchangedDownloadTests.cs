using System.Net;
using System.Net.Http.Headers;
using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Sync;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Gcd.Features.Download;

/// <summary>ETag and If-None-Match on downloads and links.</summary>
public sealed class UnchangedDownloadTests
{
    // As curl sends it the first time (--etag-compare).
    private const string NoTag = "\"\"";

    public static TheoryData<string> Formats => [.. ExportFormats.All.Where(format => format.PageSize is null).Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task In_every_format_an_unchanged_book_is_304_after_one_call_to_google_or_two_where_labels_show(string format)
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        var account = world.NewAccount(contacts: 5);
        var token = await world.SignInAsync(account);
        var tag = await DownloadAsync(world, token, NoTag, format);
        Assert.NotNull(tag);
        Assert.Matches("^\"[0-9A-Za-z]{22}\"$", tag);

        world.Google.Requests.Reset();
        using var again = await GetAsync(world, token, tag, format);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag!.ToString());
        Assert.Equal("no-store", again.Headers.CacheControl!.ToString());
        Assert.Contains("Accept-Encoding", again.Headers.Vary);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Connections]);
        Assert.Equal(ExportFormats.Find(format)!.ShowsLabels ? 1 : 0, world.Google.Requests[GoogleOperation.ContactGroups]);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("add")]
    [InlineData("delete")]
    [InlineData("merge")]
    public async Task Whatever_changed_makes_a_whole_new_read_with_a_new_tag(string change)
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount(contacts: 5);
        var token = await world.SignInAsync(account);
        var tag = await DownloadAsync(world, token, NoTag);
        Change(account, change);

        using var changed = await GetAsync(world, token, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
        Assert.Equal(change switch { "add" => 6, "edit" => 5, _ => 4 }, (int)(await changed.ReadJsonAsync())["total_contacts"]!);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(world, token, changed.Headers.ETag!.ToString()));
    }

    [Fact]
    public async Task Google_is_asked_for_a_sync_token_only_by_who_will_come_back_with_the_tag()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        using (var plain = await world.GetAsync("/download", token))
        {
            Assert.Null(plain.Headers.ETag);
        }

        Assert.DoesNotContain(world.Google.Requests.Connections, page => page.Query.ContainsKey("requestSyncToken"));
        Assert.NotNull(await DownloadAsync(world, token, NoTag));
        Assert.Single(world.Google.Requests.Connections, page => page.Query.ContainsKey("requestSyncToken"));
    }

    [Fact]
    public async Task A_link_has_a_tag_the_first_time_and_answers_304_with_it()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        var link = await world.MakeLinkAsync(await world.SignInAsync(account), """{"format":"birthdays","label":["Family"]}""");
        using var first = await world.GetAsync(link);
        var tag = first.Headers.ETag!.ToString();
        await first.Content.ReadAsByteArrayAsync();

        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { IfNoneMatch = { new EntityTagHeaderValue(tag) } } };
        using var again = await world.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_tag_counts_for_nobody_else_and_for_no_other_format_filter_or_token_with_limits()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        var token = await world.SignInAsync(account);
        var tag = await DownloadAsync(world, token, NoTag);
        var other = await world.SignInAsync(world.NewAccount());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, other, tag));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, token, tag, "csv"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, token, tag, "json&label=Family"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, token, tag, "json&has=phone"));

        // Another token of the same person, without limits, may use it; one with limits gets its own file.
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(world, await world.SignInAsync(account), tag));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, await world.MakeTokenAsync(token, """{"name":"limited","rights":{"labels":["Family"]}}"""), tag));
    }

    [Fact]
    public async Task A_label_that_was_renamed_makes_a_new_read_of_what_shows_labels_and_of_nothing_else()
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        var token = await world.SignInAsync(account);
        var (csv, vcard) = (await DownloadAsync(world, token, NoTag, "csv"), await DownloadAsync(world, token, NoTag, "vcard"));
        account.RenameGroup(account.Groups.First(group => group.Name == "Family").ResourceName, "Relatives");

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(world, token, csv, "csv"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, token, vcard, "vcard"));
    }

    [Theory]
    [InlineData("PERSON_FIELDS", "names,emailAddresses,metadata")]
    [InlineData("PAGE_SIZE", "500")]
    public async Task Other_settings_make_a_new_read(string name, string value)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        var tag = await DownloadAsync(world, token, NoTag);

        await world.RestartAsync((name, value));

        using var again = await GetAsync(world, token, tag);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.DoesNotContain(world.Google.Requests.Connections, page => page.Query.ContainsKey("syncToken"));
    }

    [Fact]
    public async Task Tags_outlive_a_restart_for_seven_days_and_not_longer()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        var tag = await DownloadAsync(world, token, NoTag);
        await world.RestartAsync();

        Move(world, TimeSpan.FromDays(6.9));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(world, token, tag));
        Move(world, TimeSpan.FromDays(7.1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, token, tag));
    }

    [Fact]
    public async Task What_can_be_compared_is_read_with_metadata_for_google_tells_of_deletions_only_then()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        await DownloadAsync(world, token, NoTag, "csv");
        Assert.Contains("metadata", world.Google.Requests.Connections.Single().Query["personFields"].Split(','));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(410)]
    [InlineData(0)]
    public async Task What_google_calls_expired_or_does_not_know_is_a_new_read(int status)
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        var tag = await DownloadAsync(world, token, NoTag);
        if (status == 400)
        {
            account.ExpireSyncTokens();
        }
        else
        {
            // Without the reason that an expired one has, as for a token of somebody else.
            world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = status == 0 ? 400 : status });
        }

        var next = await DownloadAsync(world, token, tag!);
        Assert.NotEqual(tag, next);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(world, token, next));
    }

    [Fact]
    public async Task A_broken_read_keeps_no_tag()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "1000"));
        var account = world.NewAccount(contacts: 1500);
        var token = await world.SignInAsync(account);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Status = 400 });
        using var broken = await GetAsync(world, token, NoTag);
        var tag = broken.Headers.ETag!.ToString();
        await Assert.ThrowsAnyAsync<Exception>(() => broken.Content.ReadAsByteArrayAsync());

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, token, tag));
    }

    [Fact]
    public async Task Where_the_quota_of_such_reads_is_used_up_the_same_read_goes_on_without_a_tag()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 0, Status = 429 });

        using var reply = await GetAsync(world, token, NoTag);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Null(reply.Headers.ETag);
        Assert.Equal(3, (int)(await reply.ReadJsonAsync())["total_contacts"]!);
        // Asked again at once and without, not after waits that use up more of it.
        Assert.Equal(2, world.Google.Requests[GoogleOperation.Connections]);
    }

    [Fact]
    public async Task Two_reads_at_once_have_a_tag_each_and_both_count()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        var tags = await Task.WhenAll(DownloadAsync(world, token, NoTag), DownloadAsync(world, token, NoTag));

        Assert.NotEqual(tags[0], tags[1]);
        Assert.All(await Task.WhenAll(tags.Select(tag => StatusAsync(world, token, tag))), status => Assert.Equal(HttpStatusCode.NotModified, status));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(world, token, $"\"other\", W/{tags[0]}, {tags[1]}"));
    }

    [Fact]
    public async Task A_caller_that_polls_all_the_time_costs_google_about_a_dozen_calls_a_minute()
    {
        await using var world = await World.StartAsync();
        world.Time.StandStill();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        var tag = await DownloadAsync(world, token, NoTag);
        world.Google.Requests.Reset();
        for (var i = 0; i < RecentChecks.AskedFreely + 20; i++)
        {
            Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(world, token, tag));
        }

        Assert.Equal(RecentChecks.AskedFreely, world.Google.Requests[GoogleOperation.Connections]);
        account.Delete(0);
        world.Time.Shift += RecentChecks.Holds;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, token, tag));
    }

    [Fact]
    public async Task When_google_cannot_say_the_refusal_is_that_of_a_download()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        var tag = await DownloadAsync(world, token, NoTag);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 429, RetryAfter = "3000", Times = 4 });

        using var refused = await GetAsync(world, token, tag);
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Google's quota is used up for now");
        Assert.Equal(TimeSpan.FromSeconds(3000), refused.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_person_has_at_most_twelve_tags_and_they_go_with_the_person()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        var tags = new List<string?>();
        for (var i = 0; i < 14; i++)
        {
            tags.Add(await DownloadAsync(world, token, NoTag));
            world.Time.Shift += TimeSpan.FromSeconds(1);
        }

        var states = world.Services.GetRequiredService<Infrastructure.Tokens.ISyncStateStore>();
        Assert.Equal(12, (await states.ReadAsync(account.Sub, default)).Count);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(world, token, tags[2]));
        using (var revoked = await world.SendAsync(HttpMethod.Post, "/token/revoke", token))
        {
            Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        }

        Assert.Empty(await states.ReadAsync(account.Sub, default));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, await world.SignInAsync(account), tags[13]));
    }

    [Fact]
    public async Task What_is_no_tag_of_ours_and_HEAD_change_nothing()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        foreach (var tag in new[] { "*", "\"a\"", "W/\"b\"", "nonsense", "\"" + new string('x', 4000) + "\"", string.Join(", ", Enumerable.Range(0, 500).Select(i => $"\"{i}\"")) })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(world, token, tag));
        }

        using var request = new HttpRequestMessage(HttpMethod.Head, "/download") { Headers = { Authorization = new("Bearer", token), IfNoneMatch = { EntityTagHeaderValue.Any } } };
        using var head = await world.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Null(head.Headers.ETag);
    }

    internal static void Change(SimulatedAccount account, string change)
    {
        switch (change)
        {
            case "edit":
                account.Edit(0, person => person["names"]![0]!["displayName"] = "Somebody Else");
                break;
            case "add":
                account.AddContact(new() { ["names"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["displayName"] = "New" }) });
                break;
            case "delete":
                account.Delete(0);
                break;
            default:
                account.Merge(account.NameOf(0), account.NameOf(1));
                break;
        }
    }

    private static void Move(World world, TimeSpan shift) => world.Time.Shift = world.GoogleTime.Shift = shift;

    private static async Task<HttpResponseMessage> GetAsync(World world, string token, string? tag, string format = "json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/download?format={format}") { Headers = { Authorization = new("Bearer", token) } };
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<HttpStatusCode> StatusAsync(World world, string token, string? tag, string format = "json")
    {
        using var reply = await GetAsync(world, token, tag, format);
        await reply.Content.ReadAsByteArrayAsync();
        return reply.StatusCode;
    }

    private static async Task<string?> DownloadAsync(World world, string token, string tag, string format = "json")
    {
        using var reply = await GetAsync(world, token, tag, format);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        await reply.Content.ReadAsByteArrayAsync();
        return reply.Headers.ETag?.ToString();
    }
}
