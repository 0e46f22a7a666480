namespace Gcd.Infrastructure.Telemetry;

/// <summary>
/// Below Warning, frameworks log what a request brought: paths, queries, headers, and with them codes, states and tokens. Such lines
/// are written by no provider, whatever levels are set; what Gcd says itself goes by the levels alone.
/// </summary>
internal static class LogFloor
{
    private const string Own = "Gcd";
    private const string HostLifetime = "Microsoft.Hosting.Lifetime";

    public static void Apply(LoggerFilterOptions options)
    {
        var rules = options.Rules.Select(Raise).ToList();
        options.Rules.Clear();
        // Where no rule fits, the framework asks no filter; the last of equal rules wins.
        options.Rules.Add(Raise(new LoggerFilterRule(providerName: null, categoryName: null, options.MinLevel, filter: null)));
        rules.ForEach(options.Rules.Add);
    }

    private static LoggerFilterRule Raise(LoggerFilterRule rule) =>
        new(rule.ProviderName, rule.CategoryName, rule.LogLevel, (provider, category, level) => IsAllowed(category, level) && rule.Filter?.Invoke(provider, category, level) != false);

    private static bool IsAllowed(string? category, LogLevel level) =>
        level >= LogLevel.Warning || category is Own or HostLifetime || category?.StartsWith($"{Own}.", StringComparison.Ordinal) == true;
}
