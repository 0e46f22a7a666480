using System.Net;
using System.Net.Http.Headers;
using Gcd.Infrastructure.Exports;
using Gcd.Sandbox;
using Gcd.Tests.Fixtures;
using static Gcd.Features.Download.EntityTagsForTests;

namespace Gcd.Features.Download;

/// <summary>What is unchanged, and for whom, on downloads and links with If-None-Match.</summary>
public sealed class UnchangedDownloadTests
{
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
}
