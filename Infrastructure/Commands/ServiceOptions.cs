using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Commands;

/// <summary>The service's command line: settings as ASP.NET takes them, --NAME=VALUE, --NAME VALUE, /NAME=VALUE or NAME=VALUE. ASP.NET itself ignores those that mean nothing.</summary>
internal static class ServiceOptions
{
    // ASP.NET's own (WebHostDefaults, HostDefaults); whole sections are the framework's to read.
    private static readonly string[] OfTheFramework = ["urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "webroot"];
    private static readonly string[] Sections = ["Logging:", "Kestrel:"];

    /// <returns>What is wrong with the first argument that is no setting; null where all are.</returns>
    public static string? FindFault(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var (name, hasValue) = Read(args[i]);
            if (name is null)
            {
                return $"'{Shown(args[i])}' is neither a command nor a setting.";
            }

            if (!IsKnown(name) || IsShort(args[i]))
            {
                return Unknown(args[i], name);
            }

            if (!hasValue && ++i == args.Count)
            {
                return $"'{args[^1]}' has no value. Write {args[^1]}=VALUE.";
            }
        }

        return null;
    }

    public static bool IsKnown(string name) =>
        KnownSettings.Has(name)
        || OfTheFramework.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Sections.Any(section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase));

    /// <param name="arg">As it was typed.</param>
    /// <param name="name">The name in it.</param>
    public static string Unknown(string arg, string name)
    {
        var meant = Spelling.Nearest(name, [.. KnownSettings.All, .. OfTheFramework, "help", "version"], most: Math.Max(2, name.Length / 4));
        return $"'{Shown(arg)}' is no option or setting of Gcd.{(meant is null ? string.Empty : $" Did you mean --{meant}?")}";
    }

    /// <summary>Without what may be a key or a password: the value of a setting, and what follows the scheme of an address.</summary>
    public static string Shown(string arg) => arg.IndexOfAny(['=', ':']) is >= 0 and var end ? $"{arg[..(end + 1)]}…" : arg;

    // ASP.NET knows such switches only by a table, and Gcd has none.
    private static bool IsShort(string arg) => arg.StartsWith('-') && !arg.StartsWith("--", StringComparison.Ordinal);

    private static (string? Name, bool HasValue) Read(string arg)
    {
        var start = arg.StartsWith("--", StringComparison.Ordinal) ? 2 : arg.StartsWith('-') || arg.StartsWith('/') ? 1 : 0;
        var end = arg.IndexOf('=', StringComparison.Ordinal);
        return end >= 0 ? (arg[start..end], true) : start > 0 ? (arg[start..], false) : (null, false);
    }
}
