namespace Gcd.Infrastructure.Telemetry;

/// <summary>What a feature adds to the log line of its request.</summary>
internal sealed record RequestLogDetails
{
    /// <summary>Whose request it was, if no Bearer token says that.</summary>
    public string? UserHash { get; init; }

    /// <summary>How many contacts went out.</summary>
    public long? Contacts { get; init; }

    /// <summary>Whether the reply began and was broken off.</summary>
    public bool IsBrokenOff { get; init; }
}
