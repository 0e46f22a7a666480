using System.Runtime.CompilerServices;

namespace Gcd.Tests.Fixtures;

internal static class Threads
{
    // Servers under test share the pool with tests that block its threads, and it grows by one or two a second only.
    private const int Enough = 64;

    [ModuleInitializer]
    public static void MakeEnough() => ThreadPool.SetMinThreads(Enough, Enough);
}
