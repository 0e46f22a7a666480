using System.Globalization;

namespace Gcd.Benchmarks.Processes;

/// <summary>What the kernel says of a process (proc(5)).</summary>
internal static class ProcessFigures
{
    // USER_HZ is 100 on every Linux that .NET supports.
    private const double TicksPerSecond = 100;

    /// <summary>VmRSS in MiB.</summary>
    public static double ResidentMiB(int id)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.AsSpan(6, line.Length - 8), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Processor time used so far by all processes of a name (proc(5), comm), in seconds; those that have ended do not count.</summary>
    public static double CpuSecondsOf(string name) => Directory.EnumerateDirectories("/proc").Sum(folder =>
    {
        try
        {
            return int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && File.ReadAllText(Path.Combine(folder, "comm")).Trim() == name ? CpuSeconds(id) : 0;
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return 0;
        }
    });

    /// <summary>Processor time used so far, in seconds.</summary>
    public static double CpuSeconds(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        // Fields after the name, which may hold blanks: utime and stime are the 14th and 15th of all.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
