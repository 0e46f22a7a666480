using System.Net;
using System.Runtime.CompilerServices;
using Gcd.Infrastructure.Settings;
using Gcd.Infrastructure.Tokens;
using Gcd.Sandbox;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Gcd.Infrastructure.Downloads;

/// <summary>How many downloads run at once, and that every way in which one ends gives its slot back.</summary>
public sealed class DownloadSlotsTests
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    [Fact]
    public async Task A_third_download_of_one_person_at_once_is_429_and_google_is_not_asked()
    {
        await using var world = await World.StartAsync();
        var account = world.NewAccount();
        // Two tokens of one person share the limit.
        var (token, other) = (await world.SignInAsync(account), await world.SignInAsync(account));
        await using var held = await HeldDownloadsForTests.StartAsync(world, account, token, count: 2);

        using var refused = await world.GetAsync("/download", other);
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "Too many downloads at once");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 15);
        Assert.Equal(2, world.Google.Requests.Connections.Count);

        // Somebody else is not concerned, nor what sends no contacts.
        using var somebodyElse = await world.GetAsync("/download", await world.SignInAsync(world.NewAccount()));
        Assert.Equal(HttpStatusCode.OK, somebodyElse.StatusCode);
        using var head = await world.SendAsync(HttpMethod.Head, "/download", token);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        using var unknown = await world.GetAsync("/download?format=xml", token);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);

        Assert.All(await held.EndAsync(), status => Assert.Equal(HttpStatusCode.OK, status));
        using var later = await world.GetAsync("/download", other);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Above_the_limit_of_the_process_a_download_is_503_and_google_is_not_asked()
    {
        await using var world = await World.StartAsync(("LIMIT_DOWNLOADS", "2"), ("LIMIT_DOWNLOADS_PER_USER", "0"));
        var account = world.NewAccount();
        await using var held = await HeldDownloadsForTests.StartAsync(world, account, await world.SignInAsync(account), count: 2);
        var token = await world.SignInAsync(world.NewAccount());

        using var refused = await world.GetAsync("/download", token);
        await refused.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "The service is busy");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 15);
        using var page = await world.GetAsync("/download", token, accept: "text/html");
        Assert.Equal("application/problem+json", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal(2, world.Google.Requests.Connections.Count);

        await held.EndAsync();
        using var later = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Zero_means_no_limit()
    {
        await using var world = await World.StartAsync(("LIMIT_DOWNLOADS", "0"), ("LIMIT_DOWNLOADS_PER_USER", "0"), ("DOWNLOAD_MEMORY_MB", "512"));
        var account = world.NewAccount();
        await using var held = await HeldDownloadsForTests.StartAsync(world, account, await world.SignInAsync(account), count: 100);
        Assert.All(await held.EndAsync(), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task Somebody_who_floods_takes_no_slot_from_others()
    {
        await using var world = await World.StartAsync(("LIMIT_DOWNLOADS", "3"));
        var account = world.NewAccount(contacts: 2500);
        var (flooding, other) = (await world.SignInAsync(world.NewAccount()), await world.SignInAsync(account));
        using var stop = new CancellationTokenSource();
        var refusals = 0;
        var flood = Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var reply = await world.GetAsync("/download", flooding);
                await reply.Content.ReadAsByteArrayAsync(CancellationToken.None);
                Interlocked.Add(ref refusals, reply.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0);
            }
        }));

        for (var i = 0; i < 10; i++)
        {
            using var reply = await world.GetAsync("/download?format=json", other);
            Assert.Equal(2500, (int)(await reply.ReadJsonAsync())["total_contacts"]!);
        }

        await stop.CancelAsync();
        await flood;
        Assert.True(refusals > 0, "The flood was none.");
    }

    [Fact]
    public async Task However_downloads_end_every_slot_comes_back_and_none_twice()
    {
        const int Slots = 4;
        await using var world = await World.StartAsync(("LIMIT_DOWNLOADS", $"{Slots}"), ("LIMIT_DOWNLOADS_PER_USER", $"{Slots}"));
        var account = world.NewAccount(contacts: 1500);
        var token = await world.SignInAsync(account);
        for (var round = 0; round < 5; round++)
        {
            foreach (var end in new Func<World, string, Task>[] { WholeAsync, RefusedByGoogleAsync, BrokenOffAsync, LeftBeforeTheFirstByteAsync, LeftInTheMiddleAsync, HungUpWithoutReadingAsync })
            {
                await Task.WhenAll(Enumerable.Range(0, Slots).Select(_ => end(world, token)));
                world.Google.Faults.Clear();
            }
        }

        // All can be had again, and not one more.
        await using var held = await HeldDownloadsForTests.StartAsync(world, account, token, count: Slots);
        using var refused = await world.GetAsync("/download", token);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_a_person_stays_behind_after_a_download()
    {
        await using var world = await World.StartAsync();
        // The framework forgets by the real clock.
        using var slots = new DownloadSlots(world.Services.GetRequiredService<GcdSettings>(), world.Services.GetRequiredService<DownloadLimits>(), TimeProvider.System);
        var person = await UseAsync(slots);
        await Eventually.TrueAsync(() =>
        {
            GC.Collect();
            return !person.IsAlive;
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(DownloadSlots slots)
    {
        var user = new StoredUser
        {
            GoogleSub = new string('1', 21),
            Email = "ada@example.com",
            UserHash = "0123456789abcdef",
            TokenData = [],
            GrantedScopes = string.Empty,
            ClientId = string.Empty,
            State = GrantState.Active,
            Version = 1,
            CreatedAt = default,
            UpdatedAt = default,
        };
        using var slot = Assert.IsType<DownloadAdmission.Granted>(await slots.TakeAsync(user, CancellationToken.None)).Slot;
        return new WeakReference(user.GoogleSub);
    }

    private static async Task WholeAsync(World world, string token)
    {
        using var reply = await HeldDownloadsForTests.UntilLetInAsync(world, token);
        await reply.Content.ReadAsByteArrayAsync();
    }

    private static async Task RefusedByGoogleAsync(World world, string token)
    {
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 0, Status = 400 });
        using var reply = await HeldDownloadsForTests.UntilLetInAsync(world, token);
        Assert.Contains(reply.StatusCode, new[] { HttpStatusCode.BadGateway, HttpStatusCode.OK });
    }

    private static async Task BrokenOffAsync(World world, string token)
    {
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Status = 400, Times = 100 });
        using var reply = await HeldDownloadsForTests.UntilLetInAsync(world, token);
        await Assert.ThrowsAnyAsync<Exception>(() => reply.Content.ReadAsByteArrayAsync());
    }

    private static async Task LeftBeforeTheFirstByteAsync(World world, string token)
    {
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 0, Until = Never, Times = 100 });
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/download") { Headers = { Authorization = new("Bearer", token) } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            using var reply = await world.Client.SendAsync(request, limit.Token);
            // Refused because the last ones have not been noticed as gone.
            Assert.Equal(HttpStatusCode.TooManyRequests, reply.StatusCode);
            throw new OperationCanceledException();
        });
    }

    private static async Task LeftInTheMiddleAsync(World world, string token)
    {
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Start = 1000, Until = Never, Times = 100 });
        using var reply = await HeldDownloadsForTests.UntilLetInAsync(world, token);
        await using var body = await reply.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[100]);
    }

    private static async Task HungUpWithoutReadingAsync(World world, string token)
    {
        using var reply = await HeldDownloadsForTests.UntilLetInAsync(world, token);
    }
}
