using Gcd.Infrastructure.Exports;
using Gcd.Infrastructure.Http;
using Gcd.Infrastructure.Tokens;

namespace Gcd.Infrastructure.Downloads;

/// <summary>What a token's rights make of what was asked for.</summary>
internal static class DownloadRights
{
    /// <summary>Why the token does not open the format; null when it does. Labels are looked at once Google has named them.</summary>
    public static Problem? Refusal(this TokenRights rights, ExportFormat format) =>
        rights.Formats.Count == 0 || rights.Formats.Contains(format.Name)
            ? null
            : DownloadProblems.NotAllowed($"the format {format.Name}", string.Join(", ", rights.Formats.Select(name => $"format={name}")));

    /// <summary>The filter, narrowed to what the token opens.</summary>
    public static ContactFilter Narrow(this TokenRights rights, ContactFilter filter) => filter with
    {
        // One that this version does not know must not vanish: the token would open more.
        Has = [.. filter.Has.Union(rights.Has.Select(name => ContactProperty.Find(name) ?? throw new InvalidOperationException($"There is no property '{name}'.")))],
        Within = rights.Labels,
    };
}
