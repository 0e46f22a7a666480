namespace Gcd.Infrastructure.Telemetry;

/// <summary>What a feature tells of its request for the log.</summary>
internal sealed record RequestFacts
{
    /// <summary>Whose request it was, where no Bearer token says that.</summary>
    public string? UserHash { get; init; }

    /// <summary>How many contacts went out.</summary>
    public long? Contacts { get; init; }

    /// <summary>Whether the reply began and was broken off.</summary>
    public bool IsBrokenOff { get; init; }
}
