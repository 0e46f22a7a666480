using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gcd.Sandbox.People;

/// <summary>What the parameters of Google's lists have in common.</summary>
internal static class ListQuery
{
    /// <returns>Google's message about a parameter that it does not have, or null.</returns>
    public static string? Unknown(IQueryCollection query, IReadOnlySet<string> known) =>
        query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? $"Invalid JSON payload received. Unknown name \"{unknown}\": Cannot bind query parameter. Field '{unknown}' could not be found in request message."
            : null;

    /// <returns>The text, or null when it is missing or empty.</returns>
    public static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <returns>The page size and null, or Google's message of what is wrong.</returns>
    public static (int PageSize, string? Error) PageSize(IQueryCollection query, int whenUnset)
    {
        var isNumber = int.TryParse(Text(query, "pageSize") ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given);
        var pageSize = given == 0 ? whenUnset : given;
        return isNumber && pageSize is >= 1 and <= 1000 ? (pageSize, null) : (0, "Invalid value at 'page_size' (TYPE_INT32). It must be from 1 to 1000.");
    }

    /// <returns>The mask, if there is one, and null, or Google's message of what is wrong.</returns>
    public static (FieldMask? Mask, string? Error) Mask(IQueryCollection query, string schema)
    {
        var (mask, invalid) = Text(query, "fields") is { } selector ? FieldMask.Parse(selector, schema) : (null, null);
        return (mask, invalid is null ? null : $"Request contains an invalid argument. Invalid field selection {invalid}");
    }

    /// <summary>Parameters that a later call has to repeat.</summary>
    public static string Fingerprint(IQueryCollection query, params string[] without)
    {
        var text = string.Join('&', query.Where(pair => !without.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
