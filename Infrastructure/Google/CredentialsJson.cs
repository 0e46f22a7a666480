using System.Text.Json;
using System.Text.Json.Serialization;
using Gcd.Infrastructure.Settings;

namespace Gcd.Infrastructure.Google;

/// <summary>Reads the text of credentials.json as Google's console hands it out.</summary>
internal static class CredentialsJson
{
    /// <returns>The client, or in plain words what is wrong with the text.</returns>
    public static (OAuthClientCredentials? Client, string? Fault) Parse(ReadOnlySpan<byte> utf8)
    {
        CredentialsDocument? document;
        try
        {
            // Some editors put a byte order mark in front.
            document = JsonSerializer.Deserialize(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8, CredentialsJsonContext.Default.CredentialsDocument);
        }
        catch (JsonException)
        {
            return (null, "is not valid JSON, or not in the form of Google's file. Download it again from the Google Cloud console");
        }

        return document switch
        {
            { Web: { } web } => Check(web),
            { Installed: not null } => (null, "is of the type \"installed\" (a desktop client), which cannot serve a web service. Create a client of the type \"Web application\" and download its file"),
            _ => (null, "has no member \"web\". Download the file of an OAuth client of the type \"Web application\" from the Google Cloud console"),
        };
    }

    private static (OAuthClientCredentials? Client, string? Fault) Check(CredentialsDocument.Section web)
    {
        if (string.IsNullOrWhiteSpace(web.ClientId) || string.IsNullOrWhiteSpace(web.ClientSecret))
        {
            return (null, "has no \"client_id\" or no \"client_secret\" under \"web\". Download the file again from the Google Cloud console");
        }

        var auth = Address(web.AuthUri ?? "https://accounts.google.com/o/oauth2/v2/auth");
        var token = Address(web.TokenUri ?? "https://oauth2.googleapis.com/token");
        return auth is null || token is null
            ? (null, $"has an \"{(auth is null ? "auth_uri" : "token_uri")}\" that is not allowed. {GoogleAddressRule.Text}")
            : (new OAuthClientCredentials(web.ClientId, web.ClientSecret, auth, token, web.RedirectUris ?? []), null);
    }

    private static Uri? Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && GoogleAddressRule.Allows(address) ? address : null;
}

internal sealed record CredentialsDocument(CredentialsDocument.Section? Web, CredentialsDocument.Section? Installed)
{
    internal sealed record Section(string? ClientId, string? ClientSecret, string? AuthUri, string? TokenUri, IReadOnlyList<string>? RedirectUris);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CredentialsDocument))]
internal sealed partial class CredentialsJsonContext : JsonSerializerContext;
