using System.Net;
using Gcd.Sandbox;
using Gcd.Sandbox.Accounts;
using Gcd.Sandbox.Faults;
using Gcd.Tests.Fixtures;

namespace Gcd.Infrastructure.Downloads;

/// <summary>Downloads that have their place and wait for Google's first page, which comes at <see cref="EndAsync"/>.</summary>
internal sealed class HeldDownloadsForTests : IAsyncDisposable
{
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<HttpStatusCode[]> running = Task.FromResult(Array.Empty<HttpStatusCode>());

    private HeldDownloadsForTests()
    {
    }

    /// <summary>Ends when Google was asked for the first page of each.</summary>
    public static async Task<HeldDownloadsForTests> StartAsync(World world, SimulatedAccount account, string token, int count)
    {
        var held = new HeldDownloadsForTests();
        world.Google.Faults.Add(new Fault { Operation = GoogleOperation.Connections, Account = account.Email, Start = 0, Until = held.release.Task, Times = count });
        var before = FirstPages(world);
        held.running = Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            using var reply = await UntilLetInAsync(world, token);
            await reply.Content.ReadAsByteArrayAsync();
            return reply.StatusCode;
        }));
        await Eventually.TrueAsync(() => Task.FromResult(FirstPages(world) >= before + count));
        return held;
    }

    /// <summary>A place whose caller has left is free as soon as that is noticed, so it can take more than one try.</summary>
    public static async Task<HttpResponseMessage> UntilLetInAsync(World world, string token)
    {
        HttpResponseMessage? reply = null;
        await Eventually.TrueAsync(async () =>
        {
            reply?.Dispose();
            reply = await world.GetAsync("/download", token);
            return reply.StatusCode is not HttpStatusCode.TooManyRequests;
        });
        return reply!;
    }

    /// <summary>Lets all come to their end.</summary>
    public Task<HttpStatusCode[]> EndAsync()
    {
        release.TrySetResult();
        return running;
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private static int FirstPages(World world) => world.Google.Requests.Connections.Count(page => page.Start == 0);
}
