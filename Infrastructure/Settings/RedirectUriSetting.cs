using System.Net;

namespace Gcd.Infrastructure.Settings;

/// <summary>OAUTH_REDIRECT_URI, else PROTOCOL://HOST:PORT/oauth2callback with default ports left out.</summary>
internal static class RedirectUriSetting
{
    public const string CallbackPath = "/oauth2callback";

    /// <summary>Where the earlier service's later version had it.</summary>
    private const string EarlierCallbackPath = "/google" + CallbackPath;

    /// <summary>The part of the address that is the callback's own path; what is before it is where Gcd is published.</summary>
    public static string PathOf(Uri redirectUri) => redirectUri.AbsolutePath.EndsWith(EarlierCallbackPath, StringComparison.Ordinal) ? EarlierCallbackPath : CallbackPath;

    public static Uri Read(SettingsReader reader, int port)
    {
        if (reader.Text("OAUTH_REDIRECT_URI") is { } whole)
        {
            return Check(reader, "OAUTH_REDIRECT_URI", whole);
        }

        var host = reader.Text("HOST", "localhost");
        var protocol = reader.Text("PROTOCOL", IsLoopback(host) ? "http" : "https");
        if (protocol is not ("http" or "https"))
        {
            reader.Fault("PROTOCOL", $"'{protocol}' is not allowed. Give http or https.");
            protocol = "http";
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            reader.Fault("HOST", $"'{host}' is no host name or IP address. Give the name by which people's browsers reach Gcd, without scheme, port or path.");
            host = "localhost";
        }

        var builder = new UriBuilder(protocol, host, port, CallbackPath);
        // AbsoluteUri leaves a default port out, as the addresses registered at Google do.
        return new Uri(builder.Uri.AbsoluteUri);
    }

    private static Uri Check(SettingsReader reader, string name, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0
            && uri.AbsolutePath.EndsWith(CallbackPath, StringComparison.Ordinal))
        {
            return uri;
        }

        reader.Fault(name, $"'{text}' is not allowed. Give the whole public address of the callback, such as https://contacts.example.com{CallbackPath}.");
        return new Uri($"http://localhost{CallbackPath}");
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
