using Gcd.Tests.Fixtures;

namespace Gcd.Tests.Kills;

/// <summary>Makes every flush to the disk take 20 ms longer (strace, fault injection).</summary>
internal static class SlowDisk
{
    // -D: the program itself stays our child, so that a kill of the child kills it and not the tracer.
    public static string[] Command() =>
        [Tool.Require("strace"), "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync,sync_file_range,msync", "-e", "inject=fsync,fdatasync:delay_exit=20000"];
}
