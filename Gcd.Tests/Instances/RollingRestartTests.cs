using System.Collections.Concurrent;
using System.Net;
using Gcd.Tests.Proxies;

namespace Gcd.Tests.Instances;

public sealed class RollingRestartTests
{
    private const int Callers = 4;

    [SkippableFact]
    public async Task Behind_the_published_nginx_one_instance_after_the_other_is_restarted_and_no_caller_sees_an_error()
    {
        await using var instances = await InstancesUnderTest.StartAsync();
        await using var front = await PublishedFront.StartAsync("nginx", instances.Folder, [.. instances.All.Select(instance => instance.Address)]);
        var token = await InstancesUnderTest.SignInAsync(instances.One, instances.NewAccount());
        using var ended = new CancellationTokenSource();
        var errors = new ConcurrentQueue<string>();
        var answered = 0;
        var callers = Enumerable.Range(0, Callers).Select(number => Task.Run(() => AskAsync(number % 2 == 0 ? "/me" : "/download"))).ToList();

        for (var times = 0; times < 2; times++)
        {
            foreach (var instance in new[] { instances.One, instances.Two })
            {
                await instance.StopAsync();
                await instance.StartAsync();
            }
        }

        await ended.CancelAsync();
        await Task.WhenAll(callers);
        Assert.Empty(errors);
        Assert.True(answered > 100, $"{answered} requests are no load.");

        async Task AskAsync(string path)
        {
            using var client = front.NewClient(HttpVersion.Version11);
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            while (!ended.IsCancellationRequested)
            {
                using var reply = await client.GetAsync(path);
                if (reply.StatusCode != HttpStatusCode.OK)
                {
                    errors.Enqueue($"{path}: {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
                }

                Interlocked.Increment(ref answered);
                await Task.Delay(TimeSpan.FromMilliseconds(25));
            }
        }
    }
}
