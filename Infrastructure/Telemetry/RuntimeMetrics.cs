using System.Reflection;
using System.Runtime.InteropServices;
using Prometheus;

namespace Gcd.Infrastructure.Telemetry;

/// <summary>
/// The process and the .NET runtime, read when somebody asks and not before. prometheus-net's adapter for .NET's own meters is not used:
/// it would listen all the time, and its names are none that promtool takes.
/// </summary>
internal static class RuntimeMetrics
{
    public static void Register(CollectorRegistry registry)
    {
        DotNetStats.Register(registry);
        var factory = Metrics.WithCustomRegistry(registry);
        var threads = factory.CreateGauge("dotnet_thread_pool_threads", "Threads of the thread pool.");
        var queue = factory.CreateGauge("dotnet_thread_pool_queue_length", "Work items that wait for a thread.");
        var pause = factory.CreateCounter("dotnet_gc_pause_seconds_total", "Time for which garbage collections stopped everything.");
        var heap = factory.CreateGauge("dotnet_gc_heap_size_bytes", "Managed memory after the last garbage collection.");
        var committed = factory.CreateGauge("dotnet_gc_committed_bytes", "Memory that the garbage collector holds, after its last run.");
        var contentions = factory.CreateCounter("dotnet_lock_contentions_total", "How often a thread had to wait for a lock.");
        registry.AddBeforeCollectCallback(() =>
        {
            var memory = GC.GetGCMemoryInfo();
            threads.Set(ThreadPool.ThreadCount);
            queue.Set(ThreadPool.PendingWorkItemCount);
            pause.IncTo(GC.GetTotalPauseDuration().TotalSeconds);
            heap.Set(memory.HeapSizeBytes);
            committed.Set(memory.TotalCommittedBytes);
            contentions.IncTo(Monitor.LockContentionCount);
        });
        factory.CreateGauge("gcd_build_info", "1, with the version of Gcd and of .NET as labels.", "version", "dotnet").WithLabels(Version, RuntimeInformation.FrameworkDescription).Set(1);
    }

    private static string Version => typeof(RuntimeMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
