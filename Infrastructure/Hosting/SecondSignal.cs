using System.Runtime.InteropServices;

namespace Gcd.Infrastructure.Hosting;

/// <summary>The first SIGTERM or SIGINT asks for a stop that takes its time, which the host handles; a second one ends the waiting.</summary>
internal sealed class SecondSignal : IDisposable
{
    private readonly CancellationTokenSource second = new();
    private readonly PosixSignalRegistration terminate;
    private readonly PosixSignalRegistration interrupt;
    private int count;

    public SecondSignal()
    {
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Count);
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Count);
    }

    /// <summary>Cancelled by the second signal.</summary>
    public CancellationToken Token => second.Token;

    public void Dispose()
    {
        terminate.Dispose();
        interrupt.Dispose();
        second.Dispose();
    }

    private void Count(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref count) == 2)
        {
            second.Cancel();
        }
    }
}
