namespace Gcd.Infrastructure.Settings;

/// <summary>Who gets <c>/metrics</c>: everybody, unless it has a port of its own or a token.</summary>
/// <param name="Port">The port that serves metrics and nothing else; null for Gcd's own.</param>
/// <param name="Token">The Bearer token that is asked for; null for none.</param>
internal sealed record MetricsSettings(int? Port, string? Token)
{
    /// <summary>Whether whoever reaches the pages can read the metrics.</summary>
    public bool IsOpen => Port is null && Token is null;

    // A record's own ToString would print the token.
    public override string ToString() => nameof(MetricsSettings);
}
