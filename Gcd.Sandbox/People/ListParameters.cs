using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gcd.Sandbox.People;

/// <summary>The checked parameters of people.connections.list.</summary>
internal sealed record ListParameters
{
    public required IReadOnlySet<string> PersonFields { get; init; }

    public required int PageSize { get; init; }

    public required FieldMask? Mask { get; init; }

    public required string? PageToken { get; init; }

    public required bool RequestSyncToken { get; init; }

    public required string? SyncToken { get; init; }

    public required bool IsPretty { get; init; }

    /// <summary>What later pages have to repeat: all parameters but the page token.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The same without page size and sync token: what a later sync has to repeat.</summary>
    public required string SyncFingerprint { get; init; }

    /// <returns>The parameters, or Google's message of what is wrong.</returns>
    public static (ListParameters? Parameters, string? Error) Read(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(name => !PeopleTable.Parameters.Contains(name)) is { } unknown)
        {
            return (null, $"Invalid JSON payload received. Unknown name \"{unknown}\": Cannot bind query parameter. Field '{unknown}' could not be found in request message.");
        }

        var fields = (query["personFields"].ToString() is { Length: > 0 } given ? given : query["requestMask.includeField"].ToString().Replace("person.", string.Empty, StringComparison.Ordinal))
            .Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0)
        {
            return (null, "personFields mask is required. Please specify one or more valid paths. Valid paths are documented at https://developers.google.com/people/api/rest/v1/people.connections/list.");
        }

        if (fields.FirstOrDefault(field => !PeopleTable.PersonFields.Contains(field)) is { } path)
        {
            return (null, $"Invalid personFields mask path: \"{path}\". Valid paths are documented at https://developers.google.com/people/api/rest/v1/people.connections/list.");
        }

        if (!TryReadPageSize(query["pageSize"].ToString(), out var pageSize))
        {
            return (null, "Invalid value at 'page_size' (TYPE_INT32). It must be from 1 to 1000.");
        }

        var (mask, invalid) = query["fields"].ToString() is { Length: > 0 } selector ? FieldMask.Parse(selector) : (null, null);
        if (invalid is not null)
        {
            return (null, $"Request contains an invalid argument. Invalid field selection {invalid}");
        }

        return (new ListParameters
        {
            PersonFields = fields.ToHashSet(StringComparer.Ordinal),
            PageSize = pageSize,
            Mask = mask,
            PageToken = query["pageToken"].ToString() is { Length: > 0 } token ? token : null,
            RequestSyncToken = query["requestSyncToken"] == "true",
            SyncToken = query["syncToken"].ToString() is { Length: > 0 } sync ? sync : null,
            IsPretty = query["prettyPrint"] != "false",
            Fingerprint = Hash(query, "pageToken"),
            SyncFingerprint = Hash(query, "pageToken", "pageSize", "syncToken", "requestSyncToken"),
        }, null);
    }

    private static bool TryReadPageSize(string text, out int pageSize)
    {
        if (text.Length == 0)
        {
            pageSize = 100;
            return true;
        }

        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out pageSize);
        pageSize = pageSize == 0 ? 100 : pageSize;
        return isNumber && pageSize is >= 1 and <= 1000;
    }

    private static string Hash(IQueryCollection query, params string[] without)
    {
        var text = string.Join('&', query.Where(pair => !without.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
