namespace Gcd.Infrastructure.Google;

/// <summary>The OAuth client of credentials.json (Google Cloud console, "Web application").</summary>
internal sealed record OAuthClientCredentials(string ClientId, string ClientSecret, Uri AuthUri, Uri TokenUri, IReadOnlyList<string> RedirectUris)
{
    // A record's own ToString would print the secret.
    public override string ToString() => nameof(OAuthClientCredentials);
}
