using System.Net;
using System.Net.Http.Headers;
using Gcd.Infrastructure.Sync;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using static Gcd.Features.Download.EntityTagsForTests;

namespace Gcd.Features.Download;

/// <summary>The entity tags of downloads: who gets one, how long it counts, and what they cost at Google.</summary>
public sealed class EntityTagTests
{
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
    public async Task Where_google_is_not_asked_for_what_tells_of_deletions_nothing_is_compared()
    {
        await using var world = await World.StartAsync(("PERSON_FIELDS", "names"));
        var account = world.AddLabelled();
        var token = await world.SignInAsync(account);
        Assert.Null(await DownloadAsync(world, token, NoTag));
        var link = await world.MakeLinkAsync(token, """{"format":"csv"}""");
        using var file = await world.GetAsync(link);
        Assert.Null(file.Headers.ETag);
        Assert.DoesNotContain(world.Google.Requests.Connections, page => page.Query.ContainsKey("requestSyncToken"));
    }

    [Fact]
    public async Task A_phone_that_posts_gets_its_file_and_no_tag()
    {
        await using var world = await World.StartAsync();
        var link = await world.MakeLinkAsync(await world.SignInAsync(world.AddLabelled()), """{"format":"snom"}""");
        using var get = await world.GetAsync(link);
        await get.Content.ReadAsByteArrayAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, link) { Headers = { IfNoneMatch = { get.Headers.ETag! } } };
        using var post = await world.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, post.StatusCode);
        Assert.Null(post.Headers.ETag);
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
}
