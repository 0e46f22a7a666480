using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Http;

namespace Gcd.Infrastructure.Google;

/// <summary>Google.Apis.Auth's flow with the addresses of credentials.json instead of its built-in ones.</summary>
internal static class GoogleFlow
{
    public static PkceGoogleAuthorizationCodeFlow Create(OAuthClientCredentials client, SharedGoogleHttp http, string? loginHint = null, string? nonce = null)
    {
        var flow = new PkceGoogleAuthorizationCodeFlow(new Initializer(client)
        {
            ClientSecrets = new ClientSecrets { ClientId = client.ClientId, ClientSecret = client.ClientSecret },
            Scopes = GoogleScopes.All,
            // Google gives a refresh token only after it showed the consent screen (google-facts: OAuth 2.0 for web servers).
            Prompt = "consent",
            LoginHint = loginHint,
            Nonce = nonce,
            HttpClientFactory = http,
            // Its own back-off ignores Retry-After and covers 503 alone; GoogleRetry stands around it.
            DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
        });
        // Above the pool, Google's handler follows redirects by itself, with client secret, code and verifier in the body.
        flow.HttpClient.MessageHandler.FollowRedirect = false;
        flow.HttpClient.MaxResponseContentBufferSize = SharedGoogleHttp.LargestReply;
        return flow;
    }

    private sealed class Initializer(OAuthClientCredentials client)
        : GoogleAuthorizationCodeFlow.Initializer(client.AuthUri.OriginalString, client.TokenUri.OriginalString, string.Empty);
}
