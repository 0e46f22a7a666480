namespace Gcd.Benchmarks.Processes;

/// <summary>Looks at a process's resident memory every few milliseconds, on a thread of its own, and keeps the most it saw.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private const int EveryMilliseconds = 3;
    private readonly Thread thread;
    private volatile bool isDone;

    public MemoryWatch(int id)
    {
        StartMiB = PeakMiB = ProcessFigures.ResidentMiB(id);
        thread = new Thread(() => Watch(id)) { IsBackground = true };
        thread.Start();
    }

    public double StartMiB { get; }

    public double PeakMiB { get; private set; }

    /// <summary>Ends the watch; the growth is final then.</summary>
    public double Stop()
    {
        Dispose();
        return PeakMiB - StartMiB;
    }

    public void Dispose()
    {
        isDone = true;
        thread.Join();
    }

    private void Watch(int id)
    {
        while (!isDone)
        {
            PeakMiB = Math.Max(PeakMiB, ProcessFigures.ResidentMiB(id));
            Thread.Sleep(EveryMilliseconds);
        }
    }
}
