namespace Gcd.Sandbox.OAuth;

/// <summary>An OAuth client of the type "Web application".</summary>
internal sealed class OAuthClient
{
    public required string ClientId { get; init; }

    public required string ClientSecret { get; set; }

    /// <summary>Matched character by character, as Google does.</summary>
    public required HashSet<string> RedirectUris { get; init; }
}
