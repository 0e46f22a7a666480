namespace Gcd.Sandbox.OAuth;

/// <summary>A checked request to the authorisation endpoint.</summary>
internal sealed record AuthorizationRequest
{
    public required string ClientId { get; init; }

    public required string RedirectUri { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public string? State { get; init; }

    public string? Nonce { get; init; }

    public string? CodeChallenge { get; init; }

    public string CodeChallengeMethod { get; init; } = "plain";

    public bool IsOffline { get; init; }

    public string Prompt { get; init; } = string.Empty;

    public string? LoginHint { get; init; }
}
