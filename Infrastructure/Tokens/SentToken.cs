using System.Text;

namespace Gcd.Infrastructure.Tokens;

/// <summary>
/// What the Authorization header holds: a Bearer token (RFC 6750, 2.1), or one as the password of Basic (RFC 7617) with any user name,
/// for phones and clients that know nothing else.
/// </summary>
/// <param name="Scheme">The scheme, null where there is none of ours.</param>
/// <param name="Token">The token, empty where none was sent, null where Basic cannot be read.</param>
internal readonly record struct SentToken(string? Scheme, string? Token)
{
    public const string Bearer = "Bearer";
    public const string Basic = "Basic";

    public static SentToken Of(string header) =>
        After(header, Bearer) is { } token ? new SentToken(Bearer, token)
        : After(header, Basic) is { } credentials ? new SentToken(Basic, Password(credentials))
        : new SentToken(null, string.Empty);

    /// <summary>What stands behind the scheme's name, which counts in any case (RFC 9110, 11.1); null where another scheme or none was sent.</summary>
    private static string? After(string header, string scheme) =>
        header.Equals(scheme, StringComparison.OrdinalIgnoreCase) ? string.Empty
        : header.StartsWith($"{scheme} ", StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim()
        : null;

    private static string? Password(string credentials)
    {
        if (credentials.Length == 0)
        {
            return string.Empty;
        }

        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        // curl -u "$TOKEN:" sends it as the name.
        return colon < 0 ? null : colon == text.Length - 1 ? text[..colon] : text[(colon + 1)..];
    }

    // A record's own ToString would print the token.
    public override string ToString() => nameof(SentToken);
}
