using System.Net;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Changes;

/// <summary>The cursor of GET /changes: whose it is, and how long it works.</summary>
public sealed class ChangesCursorTests
{
    [Theory]
    [InlineData("person")]
    [InlineData("format")]
    [InlineData("label")]
    [InlineData("has")]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("text")]
    public async Task A_cursor_of_something_else_is_refused(string other)
    {
        await using var world = await World.StartAsync();
        var account = world.AddLabelled();
        var token = await world.SignInAsync(account);
        var cursor = (string)(await world.ChangesAsync(token, "format=json"))["cursor"]!;
        var asking = other == "person" ? await world.SignInAsync(world.NewAccount()) : token;
        var query = other switch
        {
            "format" => $"format=people&cursor={cursor}",
            "label" => $"label=Family&cursor={cursor}",
            "has" => $"has=phone&cursor={cursor}",
            "cut" => $"cursor={cursor[..^3]}",
            "changed" => $"cursor={(cursor[40] == 'A' ? cursor[..40] + 'B' : cursor[..40] + 'A') + cursor[41..]}",
            "text" => $"cursor={new string('x', 3000)}",
            _ => $"cursor={cursor}",
        };

        using var reply = await world.GetAsync($"/changes?{query}", asking);
        await reply.AssertProblemAsync(HttpStatusCode.BadRequest, "The cursor is none of this list");
    }

    [Theory]
    [InlineData("days")]
    [InlineData("google")]
    [InlineData("fields")]
    [InlineData("page")]
    [InlineData("gone")]
    public async Task An_expired_cursor_is_410_and_says_to_begin_anew(string reason)
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        var token = await world.SignInAsync(account);
        var cursor = (string)(await world.ChangesAsync(token, "format=json"))["cursor"]!;
        switch (reason)
        {
            case "days":
                world.Time.Shift = world.GoogleTime.Shift = TimeSpan.FromDays(7.1);
                break;
            case "google":
                account.ExpireSyncTokens();
                break;
            case "fields":
                await world.RestartAsync(("PERSON_FIELDS", "names,emailAddresses,metadata"));
                break;
            case "page":
                await world.RestartAsync(("PAGE_SIZE", "17"));
                break;
            default:
                world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 410 });
                break;
        }

        using var reply = await world.GetAsync($"/changes?cursor={cursor}", token);
        await reply.AssertProblemAsync(HttpStatusCode.Gone, "The cursor has expired");
        Assert.Equal(3, (await world.ChangesAsync(token, "format=json"))["contacts"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_cursor_counts_from_the_read_of_everything_however_often_it_was_renewed()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        var cursor = (string)(await world.ChangesAsync(token, "format=json"))["cursor"]!;
        for (var day = 2; day <= 6; day += 2)
        {
            world.Time.Shift = world.GoogleTime.Shift = TimeSpan.FromDays(day);
            cursor = (string)(await world.ChangesAsync(token, $"cursor={cursor}"))["cursor"]!;
        }

        world.Time.Shift = world.GoogleTime.Shift = TimeSpan.FromDays(7.1);
        using var reply = await world.GetAsync($"/changes?cursor={cursor}", token);
        Assert.Equal(HttpStatusCode.Gone, reply.StatusCode);
    }

    [Fact]
    public async Task A_broken_reply_has_no_cursor_and_the_old_one_goes_on_working()
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "1000"));
        var account = world.NewAccount(contacts: 1500);
        var token = await world.SignInAsync(account);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Status = 400 });
        using (var broken = await world.GetAsync("/changes", token))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => broken.Content.ReadAsByteArrayAsync());
        }

        var cursor = (string)(await world.ChangesAsync(token, "format=json"))["cursor"]!;
        account.Delete(7);
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, EndAfter = 20, Times = 4 });
        using (var failed = await world.GetAsync($"/changes?cursor={cursor}", token))
        {
            Assert.Equal(HttpStatusCode.BadGateway, failed.StatusCode);
        }

        Assert.Equal([account.NameOf(7)], (await world.ChangesAsync(token, $"cursor={cursor}"))["deleted"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public async Task Without_googles_quota_for_such_reads_there_is_no_read_of_everything()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 429 });
        using var refused = await world.GetAsync("/changes", token);
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Google's quota is used up for now");
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(1, world.Google.Requests[GoogleOperation.Connections]);
    }
}
