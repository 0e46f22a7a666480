using System.Globalization;
using System.Runtime.InteropServices;

namespace Gcd.Benchmarks.Report;

/// <summary>What figures mean nothing without.</summary>
internal static class MachineFacts
{
    public static string Text(string[] args) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Environment.ProcessorCount} cores ({Processor()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB, {RuntimeInformation.OSDescription}
        {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}
        dotnet run -c Release --project Gcd.Benchmarks{(args.Length > 0 ? " -- " + string.Join(' ', args) : null)}
        The load generator and the simulated Google run on the same cores. Gcd and the bare server have the same runtime settings.

        """);

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
}
