using System.Collections.Concurrent;
using System.Net;
using Gcd.Infrastructure.Tokens;
using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Instances;

public sealed class RollingRotationTests
{
    [SkippableFact]
    public async Task A_rolling_rotation_of_the_key_over_two_instances_under_load_has_no_error()
    {
        await using var instances = await InstancesUnderTest.StartAsync();
        var tokens = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            tokens.Add(await InstancesUnderTest.SignInAsync(i % 2 == 0 ? instances.One : instances.Two, instances.NewAccount()));
        }

        var (oldKey, newKey) = (instances.Key, IStoreForTests.NewKey());
        await using (var load = new Load(instances, tokens))
        {
            // First the new key is accepted everywhere, then it is made the main one, then the old one goes.
            await RollAsync(instances, load, oldKey, accepted: newKey);
            await RollAsync(instances, load, newKey, accepted: oldKey);
            await ResealAsync(instances, newKey, oldKey);
            await RollAsync(instances, load, newKey, accepted: null);
            await load.EndAsync();

            Assert.Empty(load.Errors);
            Assert.True(load.Answered > 100, $"{load.Answered} requests are no load.");
        }

        Assert.All(tokens, token => Assert.Equal(HttpStatusCode.OK, instances.One.StatusAsync("/download", token).Result));
    }

    private static async Task RollAsync(InstancesUnderTest instances, Load load, string key, string? accepted)
    {
        foreach (var (instance, other) in new[] { (instances.One, instances.Two), (instances.Two, instances.One) })
        {
            await load.SendOnlyToAsync(other);
            await instance.StopAsync();
            await instance.StartAsync(("GOOGLE_ENCRYPTION_KEY", key), ("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", accepted));
            load.SendTo(instance, other);
        }
    }

    private static async Task ResealAsync(InstancesUnderTest instances, string key, string accepted)
    {
        var (exitCode, output) = await instances.RunCommandAsync(["reseal"], ("GOOGLE_ENCRYPTION_KEY", key), ("GOOGLE_ENCRYPTION_KEYS_ACCEPTED", accepted));
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Asks all the time, as a load balancer would: only instances that it was told of, and each in turn.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private const int Callers = 4;

        // The load must never cease; that it keeps a core busy proves nothing more, and other tests run beside it.
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

        private readonly CancellationTokenSource ended = new();
        private readonly List<Task> callers;
        private volatile InstanceUnderTest[] targets;
        private readonly int[] rounds = new int[Callers];

        public Load(InstancesUnderTest instances, List<string> tokens)
        {
            targets = [instances.One, instances.Two];
            callers = [.. Enumerable.Range(0, Callers).Select(number => Task.Run(() => AskAsync(tokens, number)))];
        }

        public ConcurrentQueue<string> Errors { get; } = new();

        public int Answered => rounds.Sum();

        public void SendTo(params InstanceUnderTest[] instances) => targets = instances;

        /// <summary>Returns when nothing is under way to another one.</summary>
        public async Task SendOnlyToAsync(InstanceUnderTest instance)
        {
            targets = [instance];
            // A round that runs now may have chosen before; the one after it has not.
            int[] begun = [.. rounds];
            await Eventually.TrueAsync(() => Task.FromResult(Enumerable.Range(0, Callers).All(number => Volatile.Read(ref rounds[number]) > begun[number] + 1)));
        }

        public async Task EndAsync()
        {
            await ended.CancelAsync();
            await Task.WhenAll(callers);
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            ended.Dispose();
        }

        private async Task AskAsync(List<string> tokens, int number)
        {
            for (var i = number; !ended.IsCancellationRequested; i++)
            {
                var now = targets;
                var path = i % 3 == 0 ? "/download?format=json" : "/me";
                try
                {
                    using var reply = await now[i % now.Length].GetAsync(path, tokens[i % tokens.Count]);
                    if (reply.StatusCode != HttpStatusCode.OK)
                    {
                        Errors.Enqueue($"{path}: {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
                    }
                }
                catch (HttpRequestException fault)
                {
                    Errors.Enqueue($"{path}: {fault.Message}");
                }

                Interlocked.Increment(ref rounds[number]);
                await Task.Delay(Pause);
            }
        }
    }
}
