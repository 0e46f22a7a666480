using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Features.Download;

/// <summary>Every way in which Google can fail, before and after the first byte.</summary>
public sealed class DownloadFaultTests
{
    // Three pages.
    private const int Contacts = 250;
    private const int PageSize = 100;
    private const int ForEver = 1000;

    /// <summary>A fault that goes away: the download is whole, and no contact stands in it twice.</summary>
    public static TheoryData<string, int> Passing
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var fault in new[] { "429", "429 at once", "403 quota", "500", "502", "503", "504", "reset", "break", "end", "malformed", "html", "garbage behind", "401" })
            {
                cases.Add(fault, 0);
                cases.Add(fault, PageSize);
            }

            return cases;
        }
    }

    /// <summary>A fault that stays: the status before the first byte, and a broken connection after it.</summary>
    public static TheoryData<string, int> Lasting { get; } = new()
    {
        { "429 at once", 429 },
        { "403 quota", 429 },
        { "500", 502 },
        { "503", 503 },
        { "504", 504 },
        { "reset", 502 },
        { "break", 502 },
        { "end", 502 },
        { "malformed", 502 },
        { "html", 502 },
        { "403 scope", 403 },
        { "403 disabled", 503 },
        { "400", 502 },
        { "too large", 502 },
        { "one too large", 502 },
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_fault_that_passes_costs_nothing_but_time(string fault, int start)
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", $"{PageSize}"));
        var account = world.NewAccount(Contacts);
        var token = await world.SignInAsync(account);
        world.Google.Faults.Add(Make(fault, start, times: 1));
        using var reply = await world.GetAsync("/download?format=json", token);
        var body = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;

        Assert.Equal(
            Enumerable.Range(0, Contacts).Select(index => (string)account.ContactAt(index)["resourceName"]!),
            body["contacts"]!.AsArray().Select(contact => (string)contact!["Resource Name"]!));
        Assert.Equal(4, world.Google.Requests.Connections.Count);
        Assert.Equal(fault == "401" ? 1 : 0, world.Google.Requests[GoogleOperation.Refresh]);
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task Before_the_first_byte_a_lasting_fault_has_its_own_status_and_advice(string fault, int status)
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", $"{PageSize}"));
        var token = await world.SignInAsync(world.NewAccount(Contacts));
        world.Google.Faults.Add(Make(fault, start: 0, times: ForEver));
        using var reply = await world.GetAsync("/download", token);

        var problem = await reply.AssertProblemAsync((HttpStatusCode)status, string.Empty);
        Assert.Equal(status is 429 || fault == "503", reply.Headers.RetryAfter is not null);
        Assert.Equal(
            status == 403 ? "Bearer realm=\"Gcd\", error=\"insufficient_scope\", error_description=\"The permission to read contacts is missing\"" : string.Empty,
            reply.Headers.WwwAuthenticate.ToString());
        Assert.InRange(world.Google.Requests.Connections.Count, 1, 4);
        if (fault == "too large")
        {
            Assert.Contains("PAGE_SIZE", (string)problem["solution"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task After_the_first_byte_a_lasting_fault_breaks_the_connection(string fault, int status)
    {
        Assert.InRange(status, 400, 599);
        await using var world = await World.StartAsync(("PAGE_SIZE", $"{PageSize}"));
        var token = await world.SignInAsync(world.NewAccount(Contacts));
        world.Google.Faults.Add(Make(fault, start: PageSize, times: ForEver));

        // The connection may break before the client has seen the header as well.
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            using var reply = await world.GetAsync("/download", token);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            await reply.Content.ReadAsStringAsync();
        });
        // The download is counted behind the connection's end.
        await Eventually.TrueAsync(async () =>
        {
            using var metrics = await world.GetAsync("/metrics");
            return (await metrics.Content.ReadAsStringAsync()).Contains("gcd_downloads_total{format=\"csv\",status=\"error\"} 1", StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("120", "120")]
    [InlineData("86400", "3600")]
    [InlineData("2147483647", "3600")]
    public async Task A_retry_after_beyond_the_deadline_is_handed_on_at_once_and_is_one_hour_at_most(string given, string handedOn)
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Status = 429, RetryAfter = given, Times = ForEver });
        using var reply = await world.GetAsync("/download", token);
        await reply.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Google's quota");
        Assert.Equal(handedOn, reply.Headers.RetryAfter!.ToString());
        Assert.Single(world.Google.Requests.Connections);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Pages_that_come_back_end_the_download_at_once(int round)
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "1"));
        var token = await world.SignInAsync(world.NewAccount(contacts: round + 1));
        var second = default(JsonNode);
        byte[] Remember(byte[] page)
        {
            second = JsonNode.Parse(page)!["nextPageToken"]!;
            return page;
        }

        byte[] ComeBack(byte[] page)
        {
            var json = JsonNode.Parse(page)!;
            json["nextPageToken"] = second!.DeepClone();
            return Encoding.UTF8.GetBytes(json.ToJsonString());
        }

        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 0, Change = Remember });
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = round, Times = ForEver, Change = ComeBack });

        // The connection may break before the client has seen the header as well.
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            using var reply = await world.GetAsync("/download", token);
            await reply.Content.ReadAsStringAsync();
        });
        Assert.Equal(round + 1, world.Google.Requests.Connections.Count);
    }

    [Fact]
    public async Task Google_that_answers_too_slowly_is_asked_again()
    {
        await using var world = await World.StartAsync();
        var token = await world.SignInAsync(world.NewAccount());
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Until = new TaskCompletionSource().Task });
        var download = world.GetAsync("/download", token);
        await Eventually.TrueAsync(() => world.Google.Requests.Connections.Count == 1);
        // What one try may take.
        world.Time.RunOut(TimeSpan.FromSeconds(10));
        using var reply = await download;
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(2, world.Google.Requests.Connections.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_cut_off_at_any_place_never_makes_a_file_that_looks_whole(bool isClean)
    {
        await using var world = await World.StartAsync(("PAGE_SIZE", "2"));
        var account = world.NewAccount(contacts: 4);
        var token = await world.SignInAsync(account);
        using var first = await world.GetAsync("/download?format=csv", token);
        var whole = await first.Content.ReadAsStringAsync();
        for (var cut = 0; cut < 700; cut += 13)
        {
            world.Google.Faults.Clear();
            world.Google.Faults.Add(new Fault
            {
                Operation = GoogleOperation.Connections,
                Start = cut % 2 == 0 ? 0 : 2,
                BreakAfter = isClean ? null : cut,
                EndAfter = isClean ? cut : null,
            });
            using var reply = await world.GetAsync("/download?format=csv", token);
            Assert.Equal(whole, await reply.Content.ReadAsStringAsync());
        }
    }

    private static Fault Make(string fault, int start, int times)
    {
        var plain = new { Operation = GoogleOperation.Connections, Start = start, Times = times };
        Fault With(int? status = null, string? body = null, string? retryAfter = null, bool reset = false, int? breakAfter = null, int? endAfter = null, Func<byte[], byte[]>? change = null) => new()
        {
            Operation = plain.Operation,
            Start = plain.Start,
            Times = plain.Times,
            Status = status,
            Body = body,
            RetryAfter = retryAfter,
            Reset = reset,
            BreakAfter = breakAfter,
            EndAfter = endAfter,
            Change = change,
        };

        return fault switch
        {
            "429 at once" => With(status: 429, retryAfter: "0"),
            "403 quota" => With(status: 403, body: Sandbox.People.GoogleError.Body(403, "Quota exceeded.", reason: null, legacyReason: "userRateLimitExceeded").ToJsonString()),
            "403 scope" => With(status: 403, body: Sandbox.People.GoogleError.Body(403, "Request had insufficient authentication scopes.", "ACCESS_TOKEN_SCOPE_INSUFFICIENT").ToJsonString()),
            "403 disabled" => With(status: 403, body: Sandbox.People.GoogleError.Body(403, "People API has not been used in project 1 before or it is disabled.", "SERVICE_DISABLED").ToJsonString()),
            "reset" => With(reset: true),
            "break" => With(breakAfter: 5000),
            "end" => With(endAfter: 5000),
            "malformed" => With(change: page => [.. page[..^40], .. Encoding.ASCII.GetBytes(new string('}', 40))]),
            "html" => With(change: _ => Encoding.ASCII.GetBytes("<!doctype html><title>Sorry</title>")),
            "garbage behind" => With(change: page => [.. page, .. "{}"u8]),
            "too large" => With(change: _ => Encoding.ASCII.GetBytes(new string(' ', 17 * 1024 * 1024) + "{}")),
            "one too large" => With(change: _ => Encoding.ASCII.GetBytes($$"""{"connections":[{"resourceName":"people/c1","nicknames":[{"value":"{{new string('x', 1100 * 1024)}}"}]}]}""")),
            _ => With(status: int.Parse(fault, null)),
        };
    }
}
